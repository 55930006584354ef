import { CommandForm } from './commandForm.js';
import { el, fill } from './dom.js';
import { List } from './list.js';
import { nameOf } from './people.js';
import { isForum, placeOf } from './places.js';
import { entriesOf, matching } from './slash.js';

const MESSAGE_LIMIT = 2000;
const LARGEST_HEIGHT = 320;

/** The user's input: plain text is sent as a message, a leading slash opens the list of commands. */
export class Composer {
  #panel = el('div.composer-panel', { tabindex: '0', role: 'region', 'aria-label': 'Commands and options' });
  #input = el('textarea.composer-input', { rows: '1', maxlength: String(MESSAGE_LIMIT), 'aria-label': 'Message' });
  #box = el('div.composer-box', this.#input);
  #list = new List({ draw: (entry) => entryRow(entry, this.#state), onPick: (entry) => this.#choose(entry) });
  /** The command being filled in. @type {CommandForm | undefined} */
  #form;
  #narrow = matchMedia('(max-width: 500px)');
  #state;
  #actions;

  constructor(/** @type {HTMLElement} */ place, { state, actions }) {
    this.#state = state;
    this.#actions = actions;
    place.append(this.#panel, this.#box);
    this.#input.addEventListener('input', () => this.#typed());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Text being written stays, unless the channel or person changes. */
  draw(state) {
    const before = this.#state;
    this.#state = state;
    const channel = placeOf(state, state.channel);
    const sign = channel?.parent_id ? '' : '#';
    const more = this.#narrow.matches ? '' : ', or type / for commands';
    this.#input.placeholder = channel ? `Message ${sign}${channel.name}${more}` : '';
    this.#box.hidden = isForum(channel);
    const isElsewhere = before.channel !== state.channel || before.as !== state.as;
    if (this.#form && isElsewhere) this.#showText('');
    this.#form?.update(state);
  }

  #typed() {
    this.#input.style.height = 'auto';
    this.#input.style.height = `${Math.min(this.#input.scrollHeight, LARGEST_HEIGHT)}px`;
    const [, wanted] = /^\/([^\n]*)$/.exec(this.#input.value) ?? [];
    if (wanted === undefined) return fill(this.#panel);
    const entries = entriesOf(this.#state);
    const exact = wanted.endsWith(' ') && entries.find(({ name }) => name === wanted.trim().toLowerCase());
    if (exact) return this.#choose(exact);
    this.#list.set(matching(entries, wanted));
    const hint = this.#list.size ? 'Commands' : `No command begins with /${wanted.trim()}. Escape to start over.`;
    fill(this.#panel, el('div.panel-hint', hint), this.#list.node);
  }

  #choose(entry) {
    const options = { entry, panel: this.#panel, state: this.#state, actions: this.#actions };
    this.#form = new CommandForm({ ...options, onLeave: (text) => this.#showText(text) });
    fill(this.#box, this.#form.node);
    this.#form.focus();
  }

  #showText(/** @type {string} */ text) {
    this.#form = undefined;
    fill(this.#box, this.#input);
    this.#input.value = text;
    this.#input.focus();
    this.#typed();
  }

  #key(/** @type {KeyboardEvent} */ event) {
    const { key, shiftKey } = event;
    const isOffered = this.#panel.contains(this.#list.node);
    const act = (isOffered && this.#listKeys[key]) || (key === 'Enter' && !shiftKey && (() => this.#say()));
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** Text that begins like a command but is none is not sent to everyone: Enter then picks nothing. */
  #listKeys = {
    ArrowDown: () => this.#list.move(1),
    ArrowUp: () => this.#list.move(-1),
    Tab: () => this.#list.pick(),
    Enter: () => this.#list.pick(),
    Escape: () => this.#showText(''),
  };

  #say() {
    const text = this.#input.value.trim();
    if (text && this.#actions.say(text)) this.#showText('');
  }
}

function entryRow({ name, description, options }, state) {
  const names = options.map((option) => el('span.entry-option', { class: option.required && 'required' }, option.name));
  const app = state.members.find(({ user }) => user.id === state.app.id);
  return [
    el('div.entry', el('div', el('strong', `/${name}`), names), el('div.entry-about', description)),
    el('span.entry-app', app && nameOf(app)),
  ];
}
