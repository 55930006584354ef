import { el, fill } from './dom.js';
import { List } from './list.js';
import { readField, suggestionsFor } from './slash.js';

const AUTOCOMPLETE_DELAY_MS = 120;

/**
 * The chosen command in the composer: one box per option, a panel above them with hints and suggestions.
 *
 * @typedef {{ option: any, input: HTMLInputElement, box: HTMLElement, problem: HTMLElement, picked?: any }} Field
 */
export class CommandForm {
  /** @type {Field[]} */
  #fields = [];
  /** The field in focus; none while the optional ones are offered. @type {Field | undefined} */
  #current;
  /** Nonce of the autocomplete whose answer counts. */
  #awaited = '';
  #timer = 0;
  #list = new List({ draw: ({ name }) => name, onPick: (item) => this.#pick(item) });
  #boxes = el('div.command-boxes');
  #more = el('button.more-options', { type: 'button', onfocus: () => this.#offerMore() });

  #entry;
  #panel;
  #state;
  #actions;
  #onLeave;

  /**
   * @param {{ entry: import('./slash.js').Entry, panel: HTMLElement, state: any, actions: any,
   *   onLeave: (text: string) => void }} options `onLeave`: back to plain text, with this text to begin with
   */
  constructor({ entry, panel, state, actions, onLeave }) {
    this.#entry = entry;
    this.#panel = panel;
    this.#state = state;
    this.#actions = actions;
    this.#onLeave = onLeave;
    const onkeydown = (event) => this.#key(event);
    const name = el('span.command-name', `/${entry.name}`);
    this.node = el('div.command-form', { tabindex: '-1', onkeydown }, name, this.#boxes, this.#more);
    for (const option of entry.options) if (option.required) this.#addField(option);
    this.#countMore();
    this.#describe({ description: entry.description, required: true });
  }

  focus() {
    (this.#fields[0]?.input ?? this.node).focus();
  }

  /** The answer to an autocomplete came. */
  update(state) {
    this.#state = state;
    const { choices } = state;
    if (choices?.nonce !== this.#awaited || !this.#current?.option.autocomplete) return;
    this.#awaited = '';
    this.#list.set(choices.choices);
  }

  /** Sends the command, or marks what is wrong. */
  send() {
    const problems = this.#fields.map((field) => this.#read(field).problem);
    this.#fields.forEach(({ box, problem }, index) => {
      box.classList.toggle('wrong', Boolean(problems[index]));
      problem.textContent = problems[index] ?? '';
    });
    const wrong = this.#fields[problems.findIndex(Boolean)];
    if (wrong) wrong.input.focus();
    else if (this.#actions.slash(this.#entry, this.#values())) this.#onLeave('');
  }

  #read({ option, input, picked }) {
    return readField(option, { text: input.value, picked }, this.#state);
  }

  /** Option name -> value, for every field with a valid value. */
  #values() {
    const values = this.#fields.map((field) => [field.option.name, this.#read(field).value]);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  }

  #addField(option) {
    const input = el('input.option-input', {
      'aria-label': option.name,
      autocomplete: 'off',
      spellcheck: 'false',
      size: '6',
    });
    const problem = el('span.option-problem');
    const box = el('label.option', el('span.option-name', option.name), input, problem);
    const field = { option, input, box, problem };
    input.addEventListener('focus', () => this.#enter(field));
    input.addEventListener('input', () => this.#typed(field));
    this.#fields.push(field);
    this.#boxes.append(box);
    this.#countMore();
    return field;
  }

  #removeField(field) {
    this.#fields = this.#fields.filter((one) => one !== field);
    field.box.remove();
    this.#countMore();
  }

  #enter(field) {
    this.#current = field;
    this.#describe(field.option);
    this.#suggest(field);
  }

  #typed(field) {
    field.picked = undefined;
    field.input.size = Math.max(6, field.input.value.length + 1);
    field.box.classList.remove('wrong');
    field.problem.textContent = '';
    this.#suggest(field);
  }

  #suggest({ option, input, picked }) {
    clearTimeout(this.#timer);
    if (picked) return this.#list.set([]);
    if (!option.autocomplete) return this.#list.set(suggestionsFor(option, input.value, this.#state));
    this.#timer = setTimeout(() => {
      const options = { ...this.#values(), [option.name]: input.value };
      this.#awaited = this.#actions.autocomplete(this.#entry, options, option.name);
    }, AUTOCOMPLETE_DELAY_MS);
  }

  #pick(item) {
    const field = this.#current;
    if (!field) return this.#addField(item.option).input.focus();
    field.input.value = item.name;
    this.#typed(field);
    field.picked = item;
    this.#suggest(field);
    // Does not go on to the optional ones: Enter sends from here.
    this.#fields[this.#fields.indexOf(field) + 1]?.input.focus();
  }

  #remaining() {
    return this.#entry.options.filter((option) => !this.#fields.some((field) => field.option === option));
  }

  #countMore() {
    const count = this.#remaining().length;
    this.#more.hidden = count === 0;
    this.#more.textContent = `+${count} more`;
  }

  #offerMore() {
    this.#current = undefined;
    this.#describe({ description: 'Options you may add', required: true });
    this.#list.set(this.#remaining().map((option) => ({ name: `${option.name} – ${option.description}`, option })));
  }

  #describe({ name, description, required }) {
    const hint = [name && el('strong', name), !required && el('span.optional', 'optional'), el('span', description)];
    fill(this.#panel, el('div.panel-hint', hint), this.#list.node);
    this.#list.set([]);
  }

  /** Moves the focus by `step` fields; false at either end. */
  #go(step) {
    const stops = [...this.#fields.map(({ input }) => input), ...(this.#more.hidden ? [] : [this.#more])];
    const target = stops[stops.indexOf(this.#current?.input ?? this.#more) + step];
    target?.focus();
    return Boolean(target);
  }

  #key(event) {
    const act = this.#keys[event.key];
    if (act?.(event)) event.preventDefault();
  }

  /** Each returns whether it used the key. */
  #keys = {
    ArrowDown: () => this.#moveMark(1),
    ArrowUp: () => this.#moveMark(-1),
    Enter: () => this.#pickOr(() => this.send()),
    Tab: ({ shiftKey }) => (shiftKey ? this.#go(-1) : this.#pickOr(() => this.#go(1))),
    Backspace: () => this.#backOut(),
    Escape: () => this.#leave(''),
  };

  #moveMark(/** @type {number} */ step) {
    this.#list.move(step);
    return true;
  }

  /** With an untouched list, Enter still sends, so that nobody kicks the first driver by accident. */
  #pickOr(/** @type {() => void} */ otherwise) {
    const isTyped = Boolean(this.#current?.input.value) && !this.#current?.picked;
    const isOffered = this.#list.size > 0 && (isTyped || this.#list.moved || document.activeElement === this.#more);
    if (isOffered) this.#list.pick();
    else otherwise();
    return true;
  }

  /** Backspace in an empty box removes an optional one; from the first box it goes back to text. */
  #backOut() {
    const field = this.#current;
    if (field?.input.value) return false;
    if (!field || field === this.#fields[0]) return this.#go(-1) || this.#leave(`/${this.#entry.name}`);
    this.#go(-1);
    if (!field.option.required) this.#removeField(field);
    return true;
  }

  #leave(/** @type {string} */ text) {
    clearTimeout(this.#timer);
    this.#onLeave(text);
    return true;
  }
}
