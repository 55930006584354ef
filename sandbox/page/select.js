import { el, fill } from './dom.js';
import { keepingFocus } from './focus.js';
import { nameOf } from './people.js';
import { openPopover } from './popover.js';

/**
 * A select menu. The choice is reported when the menu closes: at once if it takes only one value.
 *
 * @param {{ component: any, state: any, values?: string[], onChosen: (values: string[]) => void }} options
 *   `values`: the current choice; the options' defaults when absent
 */
export function selectBox({ component, state, values, onChosen }) {
  const options = optionsOf(component, state);
  const { min_values: least = 1, max_values: most = 1, disabled, placeholder = 'Make a selection' } = component;
  let chosen = values ?? options.filter((option) => option.default).map(({ value }) => value);
  const text = el('span.select-text');
  const arrow = el('span.select-arrow', '⌄');
  const box = el('button.select', { type: 'button', disabled, onclick: open }, text, arrow);
  show();
  return box;

  function open() {
    const before = chosen.join();
    const menu = el('div.select-menu', { role: 'listbox', 'aria-label': placeholder, tabindex: '-1' });
    const close = openPopover(box, menu, () => {
      if (chosen.join() !== before && chosen.length >= least) onChosen(chosen);
    });
    const drawRows = () =>
      fill(
        menu,
        options.map((option) => optionRow(option, chosen.includes(option.value), pick)),
      );
    const pick = (/** @type {string} */ value) => {
      chosen = most > 1 ? toggled(chosen, value, most) : [value];
      show();
      if (most > 1) keepingFocus(menu, drawRows);
      else close();
    };
    drawRows();
    menu.focus();
  }

  function show() {
    const names = options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
    text.textContent = names.join(', ') || placeholder;
    text.classList.toggle('placeholder', names.length === 0);
  }
}

/** Option sources by component type: string, user, role and channel selects. */
const SOURCES = {
  3: ({ options }) => options,
  5: (_, { members }) => members.map((member) => ({ label: nameOf(member), value: member.user.id })),
  6: (_, { roles }) => roles.map(({ name, id }) => ({ label: `@${name}`, value: id })),
  8: (_, { channels }) => channels.map(({ name, id }) => ({ label: `# ${name}`, value: id })),
};

function optionsOf(component, state) {
  return SOURCES[component.type]?.(component, state) ?? [];
}

function optionRow({ label, value, description, emoji }, isChosen, pick) {
  const onclick = () => pick(value);
  return el(
    'button.select-option',
    { type: 'button', role: 'option', 'aria-selected': String(isChosen), onclick },
    emoji && el('span.emoji', emoji.id ? `:${emoji.name}:` : emoji.name),
    el('span.select-option-text', el('span', label), description && el('small', description)),
    isChosen && el('span.tick', '✓'),
  );
}

function toggled(/** @type {string[]} */ chosen, /** @type {string} */ value, /** @type {number} */ most) {
  if (chosen.includes(value)) return chosen.filter((one) => one !== value);
  return chosen.length < most ? [...chosen, value] : chosen;
}
