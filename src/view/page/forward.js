const answer = new URLSearchParams(location.hash.slice(1));
if ([...answer.keys()].length > 0) {
  const form = document.getElementById("forward");
  for (const [name, value] of answer) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  form.action = location.pathname;
  history.replaceState(null, "", location.pathname);
  // A parameter could be called `submit` and hide the method of the form.
  HTMLFormElement.prototype.submit.call(form);
}
