// Optional scripts: search works without them. No request is sent during an IME conversion.
'use strict';
(() => {
  const [form, input, said] = ['form', '#q', '#said'].map((of) => document.querySelector(of));
  if (!form || !input || !said) return;

  const english = document.documentElement.lang === 'en';
  const make = (tag, attributes, ...content) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...content);
    return made;
  };

  // Completions: a combobox. Its list never takes the focus.
  const list = make('ul', { id: 'completions', class: 'completions', role: 'listbox', 'aria-label': english ? 'Suggestions' : '入力の候補' });
  list.hidden = true;
  input.after(list);
  const set = (name, value) => input.setAttribute(`aria-${name}`, value);
  input.setAttribute('role', 'combobox');
  set('autocomplete', 'list');
  set('controls', list.id);
  set('expanded', false);

  const WAIT = 200;
  let composing = false;
  let timer;
  let turn = 0;
  let at = -1;

  function show(completions) {
    list.replaceChildren(...completions.map(({ text, count }, index) =>
      make('li', { id: `completion-${index}`, role: 'option', 'aria-selected': false, 'data-text': text },
        make('span', { lang: 'ja' }, text), make('span', { class: 'count' }, `${count}${english ? '' : '件'}`))));
    list.hidden = !completions.length;
    at = -1;
    set('expanded', !list.hidden);
    input.removeAttribute('aria-activedescendant');
  }

  function close() {
    clearTimeout(timer);
    turn += 1;
    show([]);
  }

  function point(to) {
    const options = [...list.children];
    at = (to + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute('aria-selected', index === at));
    set('activedescendant', options[at].id);
  }

  function choose(option) {
    input.value = option.dataset.text;
    form.requestSubmit();
  }

  async function complete() {
    const mine = turn;
    const answer = await fetch(`/api/v1/suggest?${new URLSearchParams({ q: input.value, limit: 8 })}`).catch(() => null);
    const completions = answer && answer.ok ? await answer.json() : [];
    if (mine === turn) show(completions);
  }

  function typed() {
    close();
    if (!composing && input.value.trim()) timer = setTimeout(complete, WAIT);
  }

  input.addEventListener('compositionstart', () => { composing = true; close(); });
  input.addEventListener('compositionend', () => { composing = false; typed(); });
  input.addEventListener('input', typed);
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    // 229: Safari ends a conversion before the keydown of the confirming Enter.
    if (composing || event.isComposing || event.keyCode === 229) {
      if (event.key === 'Enter') event.preventDefault();
      return;
    }
    if (list.hidden) return;
    if (event.key === 'ArrowDown') point(at + 1);
    else if (event.key === 'ArrowUp') point(at < 0 ? at : at - 1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && at >= 0) choose(list.children[at]);
    else return;
    event.preventDefault();
  });
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => choose(event.target.closest('li')));

  // Results in place. If that fails, the browser loads the page.
  let going;
  const here = () => location.pathname + location.search;
  let shown = here();
  // Two addresses of one search differ in how they write a space.
  const search = (address) => new URL(address, location).searchParams.toString();

  // `place` is the scroll position of a page in the history. A new page has none.
  async function go(address, place) {
    going?.abort();
    going = new AbortController();
    const { signal } = going;
    const before = input.value;
    try {
      const answer = await fetch(address, { signal });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const isNew = place === undefined;
      if (isNew && search(address) !== search(here())) {
        history.replaceState({ y: scrollY }, '');
        history.pushState(null, '', address);
      }
      shown = here();
      ['[hreflang]', '.above', '.below', '.columns'].forEach((of) => document.querySelector(of).replaceWith(page.querySelector(of)));
      input.defaultValue = page.querySelector('#q').value;
      const typing = composing || input.value !== before;
      if (!typing) input.value = input.defaultValue;
      document.title = page.title;
      const count = form.querySelector('#count');
      said.textContent = count.textContent;
      if (!isNew) scrollTo(0, place);
      if (!isNew || typing) return;
      count.focus({ preventScroll: true });
      count.scrollIntoView({ block: 'nearest' });
    } catch {
      if (!signal.aborted) location.assign(address);
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    close();
    go(`/?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`);
  });

  form.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!link || link.origin + link.pathname !== `${location.origin}/`) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });

  addEventListener('popstate', ({ state }) => {
    if (here() !== shown) go(here(), state?.y ?? 0);
  });

  // The browser may show the page again as it was left. Ticks say what the list shows.
  addEventListener('pageshow', ({ persisted }) => persisted && form.reset());
})();
