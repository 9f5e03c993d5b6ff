// Sends files and whole folders in several requests, one after the other, so that a broken line costs one of them.
// Without it the form works as it stands: several files in one request.

const MOST_FILES = 50;
const MOST_BYTES = 16 * 1024 * 1024;
const PAUSES = [1000, 4000, 10000];

const SIGNED_OUT =
  "You were signed out, or this page is too old. Load it again, sign in, and add the same files once more: those that are here already are skipped.";

class Stopped extends Error {}
class Broken extends Error {}

/** Files below a dropped entry, with their paths. A folder tells its contents a hundred at a time. */
async function* below(entry) {
  if (entry.isFile) {
    const file = await new Promise((done) => entry.file(done, () => done(null)));
    yield { path: entry.fullPath.replace(/^\//, ""), file };
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done, wrong) => reader.readEntries(done, wrong));
    if (some.length === 0) return;
    for (const each of some) yield* below(each);
  }
}

/** The answer as JSON; null for a page, which whoever is no longer signed in gets. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const named = (file) => ({ path: file.webkitRelativePath || file.name, file });

/** Groups of files that go into one request each. */
function batches(files) {
  const made = [];
  let bytes = 0;
  for (const each of files) {
    if (made.length === 0 || bytes + each.file.size > MOST_BYTES || made.at(-1).length >= MOST_FILES) {
      made.push([]);
      bytes = 0;
    }
    made.at(-1).push(each);
    bytes += each.file.size;
  }
  return made;
}

class Upload {
  constructor(form) {
    this.form = form;
    this.part = (name) => document.querySelector(`[data-upload-${name}]`);
    this.largest = Number(form.dataset.largest);
    this.dropped = [];
    this.key = "";
    this.request = null;
    this.stopped = false;
    this.running = false;
  }

  listen() {
    const drop = this.part("drop");
    drop.hidden = false;
    for (const type of ["dragenter", "dragover", "dragleave", "drop"]) {
      drop.addEventListener(type, (event) => {
        event.preventDefault();
        drop.classList.toggle("upload-drop--over", type === "dragenter" || type === "dragover");
      });
    }
    drop.addEventListener("drop", (event) => this.take(event.dataTransfer));
    this.part("folder").addEventListener("click", () => this.chooseFolder());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    this.part("cancel").addEventListener("click", () => this.stop());
    window.addEventListener("beforeunload", (event) => this.running && event.preventDefault());
  }

  async take(transfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    try {
      for (const entry of entries) {
        for await (const each of below(entry)) {
          if (each.file) this.dropped.push(each);
          else this.refuse(each.path, "The browser could not open it.");
        }
      }
    } catch {
      this.part("chosen").textContent = "A folder could not be opened. Choose it with the button instead.";
      return;
    }
    this.count();
  }

  chooseFolder() {
    const input = document.createElement("input");
    input.type = "file";
    input.webkitdirectory = true;
    input.addEventListener("change", () => {
      this.dropped.push(...[...input.files].map(named));
      this.count();
    });
    input.click();
  }

  count() {
    const number = this.dropped.length;
    this.part("chosen").textContent = number === 1 ? "1 file is ready to be added." : `${number} files are ready to be added.`;
  }

  submitted(event) {
    const chosen = [...this.form.elements.file.files].map(named).concat(this.dropped);
    if (chosen.length === 0) return; // the page then says what is missing
    event.preventDefault();
    if (!this.running) this.run(chosen);
  }

  async run(chosen) {
    this.running = true;
    this.form.hidden = true;
    this.part("progress").hidden = false;
    document.getElementById("upload-heading").focus();
    const fits = chosen.filter(({ path, file }) => file.size <= this.largest || this.refuse(path, "It is too large."));
    this.total = fits.reduce((sum, { file }) => sum + file.size, 0) || 1;
    [this.bytes, this.done, this.all] = [0, chosen.length - fits.length, chosen.length];
    try {
      for (const batch of batches(fits)) await this.send(batch);
      await this.finish();
      this.say(`Done: ${this.all} file${this.all === 1 ? "" : "s"}.`);
    } catch (error) {
      await this.finish().catch(() => {});
      this.say(this.reason(error));
    }
    this.running = false;
    this.part("cancel").hidden = true;
    const link = this.part("done");
    link.hidden = false;
    link.focus();
  }

  reason(error) {
    const again = "Add the same files once more: those that are here already are skipped.";
    if (error instanceof Stopped) return `Stopped after ${this.done} of ${this.all} files. ${again}`;
    if (error instanceof Broken) return `The connection broke off after ${this.done} of ${this.all} files. ${again}`;
    return error.message;
  }

  /** A file that the browser cannot read any more breaks its request: such a batch is sent one by one. */
  async send(batch) {
    try {
      this.told(await this.tried(batch), batch);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      if (batch.length > 1) {
        for (const each of batch) await this.send([each]);
        return;
      }
      const readable = await batch[0].file.slice(0, 1).arrayBuffer().then(() => true, () => false);
      if (readable) throw error;
      this.refuse(batch[0].path, "The browser could not read it. It may have been moved or changed.");
      this.done += 1;
    }
  }

  async tried(batch) {
    for (const pause of [...PAUSES, 0]) {
      if (this.stopped) throw new Stopped();
      try {
        return await this.post(batch, true);
      } catch (error) {
        if (!(error instanceof Broken) || this.stopped) throw this.stopped ? new Stopped() : error;
        if (pause) await new Promise((go) => setTimeout(go, pause));
      }
    }
    throw new Broken();
  }

  /** Says that no more comes, so that the case is prepared with what came. */
  async finish() {
    if (this.key) await this.post([], false);
    this.key = "";
  }

  post(batch, more) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    if (this.key) data.append("upload", this.key);
    if (more) data.append("more", "1");
    if (this.form.elements.unpack.checked) data.append("unpack", "1");
    for (const { path } of batch) data.append("path", path);
    for (const { file } of batch) data.append("file", file, "file");
    return new Promise((done, wrong) => {
      const request = new XMLHttpRequest();
      this.request = request;
      request.open("POST", this.form.getAttribute("action") || window.location.pathname);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => this.show(this.bytes + event.loaded));
      request.addEventListener("error", () => wrong(new Broken()));
      request.addEventListener("abort", () => wrong(new Stopped()));
      request.addEventListener("load", () => {
        const answer = parsed(request.responseText);
        if (Array.isArray(answer?.files)) done(answer);
        else if (answer?.what) wrong(new Error([answer.what, answer.means, answer.do].filter(Boolean).join(" ")));
        else if (request.status >= 500) wrong(new Broken());
        else wrong(new Error(SIGNED_OUT));
      });
      request.send(data);
    });
  }

  told(answer, batch) {
    this.key = answer.upload;
    this.part("done").href = answer.address;
    this.done += batch.length;
    this.bytes += batch.reduce((sum, { file }) => sum + file.size, 0);
    this.show(this.bytes);
    for (const { path, state, why } of answer.files) if (state === "refused") this.refuse(path, why);
    this.say(`${this.done} of ${this.all} files sent.`);
  }

  refuse(path, why) {
    const table = this.part("refused");
    table.hidden = false;
    const row = table.tBodies[0].insertRow();
    row.className = "govuk-table__row";
    for (const text of [path, why]) {
      const cell = row.insertCell();
      cell.className = "govuk-table__cell govuk-!-text-break-word";
      cell.textContent = text;
    }
    return false;
  }

  show(bytes) {
    this.part("bar").value = Math.min(1, bytes / this.total);
  }

  say(text) {
    this.part("said").textContent = text;
  }

  stop() {
    this.stopped = true;
    this.request?.abort();
  }
}

const form = document.querySelector("form[data-upload]");
if (form) new Upload(form).listen();
