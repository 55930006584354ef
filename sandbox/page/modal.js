import { el, fill } from './dom.js';
import { markup } from './markup.js';
import { selectBox } from './select.js';

const ACTION_ROW = 1;
const TEXT_INPUT = 4;
const TEXT_DISPLAY = 10;
const LABEL = 18;
const PARAGRAPH = 2;

/**
 * The form an app asked for. Closing it tells the app nothing, as in Discord.
 *
 * @param {{ modal: any, state: any, onSubmit: (fields: Record<string, string | string[]>) => void, onClose: () => void }} options
 * @returns {{ close(): void, showProblem(text: string): void }}
 */
export function openModal({ modal, state, onSubmit, onClose }) {
  const fields = modal.components.flatMap((part) => partFields(part, state));
  const problem = el('div.failed', { role: 'alert' });
  const form = el(
    'form',
    { method: 'dialog' },
    el('h2', modal.title),
    el(
      'p.modal-note',
      'This form will be submitted to the app. Do not share passwords or other sensitive information.',
    ),
    fields.map(({ node }) => node),
    problem,
    el(
      'footer',
      el('button.button.plain', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
      el('button.button.primary', { type: 'submit' }, 'Submit'),
    ),
  );
  const dialog = el('dialog.modal', { 'aria-label': modal.title }, form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wrong = fields.filter((field) => !field.check());
    if (wrong[0]) return wrong[0].focus();
    onSubmit(Object.fromEntries(fields.filter(({ id }) => id).map(({ id, read }) => [id, read()])));
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    onClose();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { close: () => dialog.close(), showProblem: (text) => fill(problem, text) };
}

function partFields(part, state) {
  if (part.type === TEXT_DISPLAY) return [plainPart(el('div.content', markup(part.content, state)))];
  if (part.type === LABEL) return [field(part.component, { label: part.label, description: part.description, state })];
  if (part.type === ACTION_ROW)
    return part.components.map((component) => field(component, { label: component.label, state }));
  return [plainPart(el('div.unsupported', `(component of type ${part.type})`))];
}

function plainPart(node) {
  return { id: undefined, node, check: () => true, read: () => '', focus() {} };
}

function field(component, { label, description, state }) {
  const isText = component.type === TEXT_INPUT;
  let values = (component.options ?? []).filter((option) => option.default).map(({ value }) => value);
  const control = isText
    ? textControl(component, label)
    : selectBox({
        component,
        state,
        onChosen: (chosen) => {
          values = chosen;
        },
      });
  const problem = el('span.option-problem');
  const isRequired = component.required !== false;
  const node = el(
    'div.modal-field',
    { role: 'group', 'aria-label': label },
    el('label', label, isRequired && el('span.required-mark', ' *'), problem),
    description && el('small', description),
    control,
  );
  const read = () => (isText ? control.value : values);
  const check = () => {
    const wrong = isText
      ? textProblem(component, control.value, isRequired)
      : isRequired && values.length === 0 && 'This field is required';
    fill(problem, wrong && ` – ${wrong}`);
    return !wrong;
  };
  return { id: component.custom_id, node, check, read, focus: () => control.focus() };
}

function textControl({ style, placeholder, value = '', max_length: most = 4000 }, /** @type {string} */ label) {
  const attributes = { class: 'text-control', 'aria-label': label, placeholder, value, maxlength: String(most) };
  return style === PARAGRAPH
    ? el('textarea', { ...attributes, rows: '4' })
    : el('input', { ...attributes, type: 'text' });
}

function textProblem({ min_length: least = 0 }, /** @type {string} */ text, /** @type {boolean} */ isRequired) {
  if (text.trim() === '') return isRequired ? 'This field is required' : undefined;
  return [...text].length < least ? `Must be ${least} or more in length` : undefined;
}
