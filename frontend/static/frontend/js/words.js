// The few sentences that scripts say by themselves, in each language. English is the key.
const cymraeg = {
  "That did not work. Try again.": "Ni weithiodd hynny. Rhowch gynnig arall arni.",
  "You seem to be offline. Nothing is lost: try again when you have signal.": "Mae’n ymddangos eich bod all-lein. Does dim wedi’i golli: rhowch gynnig arall arni pan fydd gennych signal.",
  "{n} person": "{n} person",
  "{n} people": "{n} o bobl",
  "You have {n} characters left.": "Mae gennych {n} nod ar ôl.",
  "You have {n} characters too many.": "Mae gennych {n} nod yn ormod.",
  "{n} suggestions. Use the up and down keys.": "{n} awgrym. Defnyddiwch y bysellau i fyny ac i lawr.",
  "Suggestions": "Awgrymiadau",
  "No suggestions.": "Dim awgrymiadau.",
  "Remove photo {n}": "Tynnu llun {n}",
  "1 photo is ready to send.": "Mae 1 llun yn barod i’w anfon.",
  "{n} photos are ready to send.": "Mae {n} llun yn barod i’w hanfon.",
  "{name} is not a photo.": "Nid llun yw {name}.",
  "You can send up to {n} photos.": "Gallwch anfon hyd at {n} llun.",
  "Making the photos smaller…": "Yn lleihau’r lluniau…",
  "Photo {n}": "Llun {n}",
  "We kept what you had typed.": "Rydym wedi cadw’r hyn yr oeddech wedi’i deipio.",
  "Start again": "Dechrau eto",
  "Cancel": "Canslo",
  "Loading…": "Yn llwytho…",
  "Map": "Map",
  "Place": "Lle",
  "Line": "Llinell",
  "Area": "Ardal",
  "What do you want to mark?": "Beth ydych chi am ei nodi?",
  "Add a point here": "Ychwanegu pwynt yma",
  "Undo": "Dadwneud",
  "Clear": "Clirio",
  "Finish": "Gorffen",
  "Change": "Newid",
  "Use this place": "Defnyddio’r lle hwn",
  "Where I am": "Lle rydw i",
  "Move the map until the cross is on the place, or tap it.": "Symudwch y map nes bod y groes ar y lle, neu tapiwch ef.",
  "Tap along the line, point by point.": "Tapiwch ar hyd y llinell, fesul pwynt.",
  "Tap around the area, point by point.": "Tapiwch o amgylch yr ardal, fesul pwynt.",
  "The place is marked.": "Mae’r lle wedi’i nodi.",
  "{n} points, {length}.": "{n} pwynt, {length}.",
  "Finished: {n} points, {length}.": "Wedi gorffen: {n} pwynt, {length}.",
  "We could not find where you are. Move the map instead.": "Ni allem ddod o hyd i chi. Symudwch y map yn lle hynny.",
  "You are outside the area of this map. Move the map instead.": "Rydych y tu allan i ardal y map hwn. Symudwch y map yn lle hynny.",
  "The map could not be loaded. Everything on it is in the list too.": "Ni ellid llwytho’r map. Mae popeth sydd arno yn y rhestr hefyd.",
  "Showing the first {n}. Use the filters to see fewer.": "Yn dangos y {n} cyntaf. Defnyddiwch yr hidlwyr i weld llai.",
  "{n} here": "{n} yma",
  "Open": "Agor",
  "just now": "nawr",
};

/** The sentence in the page's language, with {names} filled in. */
export function word(text, values = {}) {
  const known = document.documentElement.lang.startsWith("cy") ? cymraeg[text] ?? text : text;
  return known.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** "1 person", "12 people". */
export const people = (n) => word(n === 1 ? "{n} person" : "{n} people", { n });

const SPANS = [["day", 86400], ["hour", 3600], ["minute", 60]];

/** How long since an instant (ISO 8601), as the server says it: "just now", "3 hours ago". */
export function ago(instant) {
  const seconds = (Date.now() - Date.parse(instant)) / 1000;
  const [unit, length] = SPANS.find(([, span]) => seconds >= span) ?? [];
  if (!unit) return word("just now");
  const language = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: unit === "day" ? "auto" : "always" });
  return language.format(-Math.floor(seconds / length), unit);
}
