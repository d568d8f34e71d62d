// Fields with a recommended length, or with a longest one, say how many characters they hold.
export function countIn(part) {
  part.querySelectorAll("[data-recommended], [data-limit]").forEach((field) => {
    const most = Number(field.dataset.recommended ?? field.dataset.limit);
    const counter = document.createElement("output");
    counter.className = "counter";
    counter.setAttribute("for", field.id);
    const count = () => {
      const length = [...field.value].length;
      counter.textContent = `${length} / ${most}`;
      counter.classList.toggle("over", length > most);
    };
    field.addEventListener("input", count);
    field.addEventListener("fields:set", count);
    field.after(counter);
    count();
  });
}

countIn(document);
