// Reads a phone number back in groups while it is typed, so that a slip is seen.
// <input data-julien-phone="ID">: ID is a hidden element whose <strong> takes the number.
// Without this script the number is read back when the page comes back with something to mend.
(() => {
  const inGroups = (typed) => {
    let digits = typed.replace(/[^\d+]/g, "").replace(/^00/, "+");
    if (digits.startsWith("+41")) digits = `0${digits.slice(3).replace(/^0/, "")}`;
    if (/^0[1-9]/.test(digits)) {
      return digits.replace(/^(\d{3})(\d{0,3})(\d{0,2})(\d*)$/, "$1 $2 $3 $4").trim();
    }
    return digits.replace(/^(\+\d{2})(?=\d)/, "$1 ").replace(/(\d{2})(?=\d)/g, "$1 ");
  };

  for (const field of document.querySelectorAll("[data-julien-phone]")) {
    const echo = document.getElementById(field.dataset.julienPhone);
    const show = () => {
      const groups = inGroups(field.value);
      echo.hidden = groups.length < 4;
      echo.querySelector("strong").textContent = groups;
    };
    field.addEventListener("input", show);
    if (field.value) show();
  }
})();
