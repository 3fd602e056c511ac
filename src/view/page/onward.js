history.replaceState(null, "", location.pathname);
const place = document.getElementById("onward");
const leave = () => { place.textContent = "Nothing is left to do here: you can close this tab and go back to the terminal."; };
fetch(place.dataset.next, { cache: "no-store" })
  .then((answer) => answer.ok ? answer.text() : Promise.reject(answer.status))
  .then((next) => location.replace(next))
  .catch(leave);
