// The device's copies of what is typed, in IndexedDB: written before anything is sent.
// A copy: id, person, key (of the form), article ("" for a new one), entry (of the history), number,
// confirmed (the last number that the newsroom has), isSaved, continues, fields, at, url (where it is sent).
// Copies belong to one person; pages of another person never read them.
const dayInMs = 86_400_000;
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("desk-texts", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("texts", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

let ready;
open().then((store) => {
  ready = store;
}).catch((error) => console.warn(error));

// Begun at once when the store is open: what a page writes as it goes away is still written.
function run(mode, act) {
  const start = (store) => new Promise((resolve, reject) => {
    const transaction = store.transaction("texts", mode, { durability: mode === "readwrite" ? "strict" : "default" });
    const request = act(transaction.objectStore("texts"));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
    if (mode === "readwrite") transaction.commit();
  });
  return ready ? start(ready) : open().then(start);
}

export const idOf = (person, key) => `${person}:${key}`;

// Resolves when the copy is on the device; rejects when the browser keeps nothing.
export function put(copy) {
  return run("readwrite", (store) => store.put({ ...copy, id: idOf(copy.person, copy.key) }));
}

export function remove(copy) {
  return run("readwrite", (store) => store.delete(copy.id));
}

// The person's copies; without a store there are none.
export async function copiesOf(person) {
  try {
    const found = await run("readonly", (store) => store.getAll());
    return found.filter((copy) => copy.person === person);
  } catch (error) {
    console.warn(error);
    return [];
  }
}

// What the newsroom does not have yet.
export const isWaiting = (copy) => !copy.isSaved && copy.number > copy.confirmed;

// A copy that the newsroom has serves Back and reload alone, for a day.
export function forgetOld(copies) {
  const old = copies.filter((copy) => !isWaiting(copy) && copy.at < Date.now() - dayInMs);
  return Promise.all(old.map(remove));
}
