// Keeps a page of the preview up to date: the server tells of each run, and what has changed is put in.

const LIVE = '[data-live]';
const light = document.getElementById('light');
let run = document.documentElement.dataset.run;
let events;
let working = Promise.resolve();

/** Shows whether the server is there. */
function say(live) {
  light.dataset.state = live ? 'on' : 'off';
  light.textContent = live ? 'live' : 'not live';
  light.title = live ? 'This page follows what you save' : 'The server does not answer: is it running?';
}

/** Listens to the server while somebody looks: a browser keeps few connections to one. */
function listen() {
  events?.close();
  if (document.hidden) return;
  events = new EventSource('/events');
  events.addEventListener('open', () => say(true));
  events.addEventListener('error', () => say(false));
  events.addEventListener('run', ({ data }) => {
    working = working.then(() => (data === run ? undefined : refresh(true))).catch(() => say(false));
  });
}

/** Puts in what the page at this address says now; the notice too, where that is wanted. */
async function refresh(withNotice) {
  const answer = await fetch(location.href, { cache: 'no-store' });
  if (!answer.ok) {
    location.replace('/');
    return;
  }
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const focus = document.activeElement?.id;
  const opened = [...document.querySelectorAll('details[open]')].map((one) => one.id);
  for (const part of document.querySelectorAll(LIVE)) {
    const found = next.getElementById(part.id);
    if (found && found.innerHTML !== part.innerHTML) part.replaceChildren(...found.childNodes);
  }
  for (const id of opened) document.getElementById(id)?.setAttribute('open', '');
  if (focus && document.activeElement?.id !== focus) document.getElementById(focus)?.focus({ preventScroll: true });
  document.title = next.title;
  mark();
  if (withNotice) notice(next);
  run = next.documentElement.dataset.run;
  document.documentElement.dataset.run = run;
}

/** Puts the notice in anew, beside what is shown until it is there, at the place to which it was scrolled. */
function notice(next) {
  const sheet = document.getElementById('sheet');
  const coming = next.querySelector('iframe');
  if (!sheet || !coming) return;
  const old = sheet.querySelector('iframe:not(.coming)');
  for (const late of sheet.querySelectorAll('.coming')) late.remove();
  const frame = document.importNode(coming, false);
  if (!old) {
    follow(frame);
    sheet.replaceChildren(frame);
    return;
  }
  const shown = old.contentWindow.location;
  // A page that could not be loaded has an address of its own kind.
  if (shown.protocol.startsWith('http')) frame.src = shown.href;
  frame.removeAttribute('name');
  frame.className = 'coming';
  frame.addEventListener('load', () => {
    const { scrollX, scrollY } = old.contentWindow;
    frame.contentWindow.scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
    old.remove();
    frame.className = '';
    frame.name = 'notice';
    frame.contentWindow.name = 'notice';
    follow(frame);
    sheet.dataset.shown = run;
  }, { once: true });
  sheet.append(frame);
}

/** Marks which of its texts the frame shows; one without a style gets the plainest, so that it can be read. */
function mark() {
  const shown = document.querySelector('iframe:not(.coming)')?.contentWindow;
  const texts = [...document.querySelectorAll('a[data-text]')];
  // A page that could not be loaded can't be looked into.
  if (!shown?.location.protocol.startsWith('http')) return;
  const chosen = texts.find((one) => decodeURIComponent(one.pathname) === decodeURIComponent(shown.location.pathname));
  for (const one of texts) {
    if (one === chosen) one.setAttribute('aria-current', 'true');
    else one.removeAttribute('aria-current');
  }
  const plain = chosen?.hasAttribute('data-plain') ?? false;
  document.getElementById('plain').hidden = !plain;
  if (plain) Object.assign(shown.document.body?.style ?? {}, { margin: '1.5rem auto', padding: '0 1.25rem', maxWidth: '42rem', font: '1rem/1.5 system-ui, sans-serif' });
}

/** Chooses the language here that was chosen by a link in the notice, and lets what leads elsewhere open in a tab of its own. */
function follow(frame) {
  const see = () => {
    const { location: here, document: inner } = frame.contentWindow;
    for (const link of inner.querySelectorAll('a[href^="http"]')) {
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
    }
    mark();
    const path = decodeURIComponent(here.pathname);
    const chosen = [...document.querySelectorAll('a[data-page]')].find((one) => decodeURIComponent(one.dataset.page) === path);
    if (!chosen || chosen.hasAttribute('aria-current')) return;
    history.replaceState(null, '', chosen.href);
    working = working.then(() => refresh(false)).catch(() => say(false));
  };
  frame.addEventListener('load', see);
  if (frame.contentDocument?.readyState === 'complete') see();
}

// Where the notice is not in sight beside its findings, it comes into it.
document.addEventListener('click', ({ target }) => {
  if (!target.closest?.('.lead a, [data-text]')) return;
  const { top, bottom } = document.getElementById('sheet').getBoundingClientRect();
  if (bottom < 100 || top > window.innerHeight - 100) document.getElementById('paper').scrollIntoView();
});

const frame = document.querySelector('iframe');
if (frame) follow(frame);
document.addEventListener('visibilitychange', listen);
window.addEventListener('pageshow', listen);
