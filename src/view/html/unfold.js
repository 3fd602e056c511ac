// What is pointed at is unfolded, also where the browser does not do that by itself.
function unfold() {
  const folded = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details");
  if (!folded) return;
  folded.open = true;
  folded.scrollIntoView({ block: "nearest" });
}
addEventListener("hashchange", unfold);
unfold();
