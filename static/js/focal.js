/* Sets the two numbers of a focal point by pointing at the picture, or with the arrow keys.
   Needs an element with data-focal around an <img>, and the inputs #id_focal_x and #id_focal_y;
   without this script the numbers are typed. */

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const percent = (value) => Math.min(100, Math.max(0, Math.round(value)));

function makeMark(area) {
  const mark = document.createElement("span");
  mark.className = "focal-mark";
  mark.tabIndex = 0;
  mark.setAttribute("role", "slider");
  mark.setAttribute("aria-label", area.dataset.name);
  mark.setAttribute("aria-valuemin", "0");
  mark.setAttribute("aria-valuemax", "100");
  return mark;
}

/* A file that is chosen shows at once, so that its focal point can be set before it is sent. */
function showChosen(input, picture, mark) {
  input.addEventListener("change", () => {
    const file = input.files[0];
    picture.hidden = mark.hidden = true;
    if (!file || !file.type.startsWith("image/")) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      picture.src = reader.result;
      picture.hidden = mark.hidden = false;
    });
    reader.readAsDataURL(file);
  });
}

/* Makes a picture point-able: `read()` gives [x, y] in per cent, `write(x, y)` takes them.
   Answers the mark, and `show`, which moves it to where the numbers say. */
export function pointOn(area, picture, { read, write }) {
  const mark = makeMark(area);
  mark.hidden = picture.hidden;
  area.append(mark);

  const show = () => {
    const [x, y] = read().map(percent);
    mark.style.setProperty("--focal-x", `${x}%`);
    mark.style.setProperty("--focal-y", `${y}%`);
    mark.setAttribute("aria-valuenow", x);
    mark.setAttribute("aria-valuetext", area.dataset.value.replace("{x}", x).replace("{y}", y));
  };
  const move = (x, y) => {
    write(percent(x), percent(y));
    show();
  };
  const point = (event) => {
    const box = picture.getBoundingClientRect();
    move(
      ((event.clientX - box.left) / box.width) * 100,
      ((event.clientY - box.top) / box.height) * 100,
    );
  };

  area.addEventListener("pointerdown", (event) => {
    if (picture.hidden || event.button !== 0) return;
    event.preventDefault();
    area.setPointerCapture(event.pointerId);
    point(event);
    mark.focus();
  });
  area.addEventListener("pointermove", (event) => {
    if (area.hasPointerCapture(event.pointerId)) point(event);
  });
  mark.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const size = event.shiftKey ? 10 : 1;
    const [x, y] = read().map(Number);
    move(x + step[0] * size, y + step[1] * size);
  });
  show();
  return { mark, show };
}

function connect(area) {
  const across = document.getElementById("id_focal_x");
  const down = document.getElementById("id_focal_y");
  if (!across || !down) return;
  const picture = area.querySelector("img");
  const { mark, show } = pointOn(area, picture, {
    read: () => [across.value, down.value],
    write: (x, y) => {
      across.value = x;
      down.value = y;
    },
  });
  across.addEventListener("input", show);
  down.addEventListener("input", show);
  const chosen = document.getElementById("id_picture");
  if (chosen) showChosen(chosen, picture, mark);
}

document.querySelectorAll("[data-focal]").forEach(connect);
