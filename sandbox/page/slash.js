/**
 * Slash commands without the display: the list's entries, an option's suggestions, the value of a typed text. Pure.
 *
 * @typedef {{ path: string[], name: string, description: string, options: any[] }} Entry a command that can be run
 * @typedef {{ text: string, picked?: { name: string, value: string | number | boolean } }} Field an option's box
 */

import { nameOf } from './people.js';

const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;
const STRING = 3;
const INTEGER = 4;
const NUMBER = 10;

/** The option types whose values are picked from a list: type -> what the list holds. */
const LISTS = {
  5: () => [
    { name: 'True', value: true },
    { name: 'False', value: false },
  ],
  6: ({ members }) => members.map((member) => ({ name: nameOf(member), value: member.user.id })),
  7: ({ channels }) => channels.map(({ name, id }) => ({ name: `#${name}`, value: id })),
  8: ({ roles }) => roles.map(({ name, id }) => ({ name: `@${name}`, value: id })),
};

/** Every command of the acting person's client, with subcommands as separate entries, required options first. */
export function entriesOf(state) {
  const offered = state.people.find(({ id }) => id === state.as)?.commands ?? [];
  return state.commands.filter(({ id }) => offered.includes(id)).flatMap((command) => unfold(command, []));
}

/** @returns {Entry[]} */
function unfold({ name, description, options = [] }, above) {
  const path = [...above, name];
  const inner = options.filter(({ type }) => type === SUBCOMMAND || type === SUBCOMMAND_GROUP);
  if (inner.length > 0) return inner.flatMap((option) => unfold(option, path));
  const sorted = [...options].sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
  return [{ path, name: path.join(' '), description, options: sorted }];
}

/** Entries whose names match the typed text. */
export function matching(/** @type {Entry[]} */ entries, /** @type {string} */ typed) {
  return ranked(entries, typed.trim().toLowerCase());
}

/** What can be picked for an option, apart from live autocompletion. @returns {{ name: string, value: any }[]} */
export function suggestionsFor(option, /** @type {string} */ typed, state) {
  const all = option.choices ?? LISTS[option.type]?.(state) ?? [];
  return ranked(all, bare(typed)).slice(0, 25);
}

/**
 * @param {any} option
 * @param {Field} field
 * @returns {{ value?: string | number | boolean, problem?: string }} neither, when an optional field is empty
 */
export function readField(option, { text, picked }, state) {
  if (picked) return { value: picked.value };
  if (text.trim() === '') return option.required ? { problem: 'This option is required. Specify a value.' } : {};
  const isListed = Boolean(option.choices) || Object.hasOwn(LISTS, option.type);
  if (isListed) return readListed(option, text, state);
  if (option.type === STRING) return readText(option, text);
  if (option.type === INTEGER || option.type === NUMBER) return readNumber(option, text.trim());
  return { problem: 'This kind of option cannot be filled in here.' };
}

function readListed(option, text, state) {
  const found = suggestionsFor(option, text.trim(), state).find(({ name }) => bare(name) === bare(text.trim()));
  return found ? { value: found.value } : { problem: 'Choose one of the list.' };
}

function readText({ min_length: least = 0, max_length: most = 6000 }, text) {
  const length = [...text].length;
  if (length < least) return { problem: `Must be ${least} or more in length.` };
  return length > most ? { problem: `Must be ${most} or fewer in length.` } : { value: text };
}

function readNumber({ type, min_value: least = -Infinity, max_value: most = Infinity }, text) {
  const isInteger = type === INTEGER;
  const value = Number(text);
  if (!(isInteger ? /^[+-]?\d{1,15}$/ : /^[+-]?\d{1,15}([.]\d+)?$/).test(text)) {
    return { problem: isInteger ? 'Input a valid integer.' : 'Input a valid number.' };
  }
  if (value < least) return { problem: `Must be ${least} or more.` };
  return value > most ? { problem: `Must be ${most} or less.` } : { value };
}

/** Names that begin with `wanted`, then those that contain it. */
function ranked(items, /** @type {string} */ wanted) {
  const [begins, contains] = ['startsWith', 'includes'].map((test) =>
    items.filter(({ name }) => bare(name)[test](wanted)),
  );
  return [...new Set([...begins, ...contains])];
}

/** People may leave out the @ or # of a role or channel. */
function bare(/** @type {string} */ name) {
  return name.toLowerCase().replace(/^[@#]/, '');
}
