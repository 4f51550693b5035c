// The page came as the answer to a form: on the way back to it the browser would ask whether to
// send that form again. Here it becomes a plain page of the history. A browser brings back only
// what was typed on the page itself, so what the server wrote into the fields is set once more.
history.replaceState(null, "");
for (const field of document.querySelectorAll("main :is(input, textarea, select)")) {
  if (field.type === "checkbox" || field.type === "radio") {
    if (field.checked) field.checked = true;
  } else if (field.type !== "hidden") {
    const { value } = field;
    field.defaultValue = "";
    field.value = value;
  }
}
