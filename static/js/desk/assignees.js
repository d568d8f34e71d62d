// Offers for an assignment only the people who may write in the section that is chosen.
// Options of people bound to sections name these in `data-sections`.

const section = document.querySelector("#id_section");
const people = document.querySelector("#id_assignee");

function offer() {
  for (const option of people.options) {
    const bound = option.dataset.sections?.split(" ") ?? [];
    const isElsewhere = section.value !== "" && bound.length > 0 && !bound.includes(section.value);
    // Whoever was chosen before stays to be seen, and the newsroom says why it cannot be.
    option.hidden = option.disabled = isElsewhere && !option.selected;
  }
}

if (section && people) {
  section.addEventListener("change", offer);
  offer();
}
