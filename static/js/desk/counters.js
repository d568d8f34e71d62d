// Fields with a recommended length say how many characters they hold.
document.querySelectorAll("[data-recommended]").forEach((field) => {
  const most = Number(field.dataset.recommended);
  const counter = document.createElement("output");
  counter.className = "counter";
  counter.setAttribute("for", field.id);
  const count = () => {
    const length = [...field.value].length;
    counter.textContent = `${length} / ${most}`;
    counter.classList.toggle("over", length > most);
  };
  field.addEventListener("input", count);
  field.after(counter);
  count();
});
