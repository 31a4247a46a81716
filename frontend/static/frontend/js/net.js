// Talking to the server. Public pages hold no token: it is asked for when somebody acts.
import { word } from "civic/words";

let token;

/** The token that a changing request must carry. */
export async function csrf({ fresh = false } = {}) {
  if (!token || fresh) {
    const response = await fetch("/csrf/", { credentials: "same-origin", headers: { Accept: "application/json" } });
    token = (await response.json()).token;
  }
  return token;
}

/** A refusal: `status`, a stable `code`, a sentence for a person, sentences by field, seconds to wait. */
export class Refused extends Error {
  constructor(status, { code = "error", detail, fields = {} } = {}, retryAfter = 0) {
    super(detail || word("That did not work. Try again."));
    Object.assign(this, { status, code, fields, retryAfter });
  }
}

/** Sends JSON (or FormData) and reads JSON. `key` makes a repeat the same act. Throws Refused, or TypeError when offline. */
export async function jsonFetch(url, { method = "GET", body, key } = {}) {
  const send = async (fresh) => {
    const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
    if (method !== "GET") headers["X-CSRFToken"] = await csrf({ fresh });
    if (key) headers["Idempotency-Key"] = key;
    const plain = body === undefined || body instanceof FormData;
    if (!plain) headers["Content-Type"] = "application/json";
    return fetch(url, { method, headers, body: plain ? body : JSON.stringify(body), credentials: "same-origin" });
  };
  let response = await send(false);
  if (response.status === 403 && method !== "GET") response = await send(true);   // the token had grown old
  const data = await response.json().catch(() => null);
  if (response.ok) return data;
  throw new Refused(response.status, data?.error, Number(response.headers.get("Retry-After")) || 0);
}

/** Sends a form as the browser would and gives back {url, html, ok}: where it led and the page found there. */
export async function postForm(form, submitter) {
  const body = new FormData(form, submitter);
  if (body.has("csrfmiddlewaretoken")) body.set("csrfmiddlewaretoken", await csrf());
  const action = submitter?.getAttribute("formaction") || form.getAttribute("action") || form.dataset.from || location.href;
  const response = await fetch(action, { method: "POST", body, credentials: "same-origin", headers: { Accept: "text/html" } });
  return { url: response.url, redirected: response.redirected, ok: response.ok, status: response.status, html: await response.text() };
}
