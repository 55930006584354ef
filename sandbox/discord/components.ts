import { z } from 'zod';
import { Part } from './codes.ts';
import { address } from './embeds.ts';
import { isEmoji } from './reactions.ts';
import { flaw } from './validate.ts';

const customId = z.string().min(1).max(100);
const emoji = z
  .looseObject({ id: z.string().nullish(), name: z.string().nullish() })
  .nullish()
  .superRefine((value, context) => {
    if (value && !isEmoji(value)) context.addIssue(flaw('COMPONENT_INVALID_EMOJI', 'Invalid emoji'));
  });
const LINK = 5;

const button = z
  .looseObject({
    type: z.literal(Part.button),
    style: z.int().min(1).max(6),
    label: z.string().max(80).nullish(),
    custom_id: customId.optional(),
    url: z
      .string()
      .max(512)
      .pipe(address('http', 'https', 'discord'))
      .optional(),
    disabled: z.boolean().optional(),
    emoji,
  })
  .superRefine((value, context) => {
    const required = value.style === LINK ? 'url' : 'custom_id';
    if (value[required] === undefined && value.style <= LINK) {
      context.addIssue(flaw('BASE_TYPE_REQUIRED', 'This field is required', [required]));
    }
    if (value.custom_id !== undefined && value.url !== undefined) {
      const message = 'A custom id and url cannot both be specified';
      context.addIssue(flaw('BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', message));
    }
    if (!value.label && !value.emoji) {
      context.addIssue(flaw('BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A label or an emoji is required', ['label']));
    }
  });

const selectFields = {
  custom_id: customId,
  placeholder: z.string().max(150).nullish(),
  min_values: z.int().min(0).max(25).default(1),
  max_values: z.int().min(1).max(25).default(1),
  disabled: z.boolean().optional(),
};

const option = z.looseObject({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
  default: z.boolean().optional(),
  emoji,
});

const stringSelect = z.looseObject({
  type: z.literal(Part.stringSelect),
  ...selectFields,
  options: z
    .array(option)
    .min(1)
    .max(25)
    .superRefine((options, context) => {
      for (const index of repeated(options.map(({ value }) => value))) {
        const message = 'The specified option value is already used';
        context.addIssue(flaw('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message, [index, 'value']));
      }
    }),
});

const entitySelect = z.looseObject({
  type: z.literal([Part.userSelect, Part.roleSelect, Part.mentionableSelect, Part.channelSelect]),
  ...selectFields,
});

const textInput = z.looseObject({
  type: z.literal(Part.textInput),
  custom_id: customId,
  style: z.literal([1, 2]),
  label: z.string().max(45).nullish(),
  placeholder: z.string().max(100).nullish(),
  value: z.string().max(4000).nullish(),
  min_length: z.int().min(0).max(4000).optional(),
  max_length: z.int().min(1).max(4000).optional(),
  required: z.boolean().optional(),
});

/** In units of a button: a select fills a row. */
const ROW_WIDTH = 5;

const row = z.looseObject({
  type: z.literal(Part.row),
  components: z
    .array(z.discriminatedUnion('type', [button, stringSelect, entitySelect]))
    .min(1)
    .superRefine((parts, context) => {
      const width = parts.reduce((sum, part) => sum + (part.type === Part.button ? 1 : ROW_WIDTH), 0);
      if (width > ROW_WIDTH) {
        context.addIssue(flaw('COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified component exceeds the maximum width'));
      }
    }),
});

const media = z.looseObject({ url: address('http', 'https', 'attachment') });
/** Properties of a component that shows a file, or hides one behind a click. */
const shown = { description: z.string().max(1024).nullish().default(null), spoiler: z.boolean().default(false) };
const text = z.looseObject({ type: z.literal(10), content: z.string().min(1).max(4000) });
const thumbnail = z.looseObject({ type: z.literal(11), media, ...shown });
const section = z.looseObject({
  type: z.literal(9),
  components: z.array(text).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});
const gallery = z.looseObject({
  type: z.literal(12),
  items: z
    .array(z.looseObject({ media, ...shown }))
    .min(1)
    .max(10),
});
const file = z.looseObject({ type: z.literal(13), file: media, spoiler: shown.spoiler });
const separator = z.looseObject({
  type: z.literal(14),
  divider: z.boolean().default(true),
  spacing: z.literal([1, 2]).default(1),
});
const container = z.looseObject({
  type: z.literal(17),
  components: z.array(z.discriminatedUnion('type', [row, section, text, gallery, file, separator])).min(1),
  accent_color: z.int().min(0).max(0xffffff).nullish().default(null),
  spoiler: shown.spoiler,
});

/** Limits for a whole message with the newer components. */
const MOST_PARTS = 40;
const MOST_TEXT = 4000;

/** The components of a message. Its flags decide which ones are allowed: see the message body. */
export const components = z
  .array(z.discriminatedUnion('type', [row, section, text, gallery, file, separator, container]))
  .superRefine((list, context) => {
    const parts = list.flatMap((part) => [...everyPart(part)]);
    for (const [, path] of duplicates(list)) {
      context.addIssue(flaw('COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated', path));
    }
    if (parts.length > MOST_PARTS) {
      context.addIssue(flaw('COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', 'The total number of components is too large'));
    }
    const length = parts.reduce((sum, part) => sum + (part.type === 10 ? textOf(part.content).length : 0), 0);
    if (length > MOST_TEXT) {
      context.addIssue(flaw('COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', 'The displayable text is too long'));
    }
  });

const modalRow = z.looseObject({ type: z.literal(Part.row), components: z.array(textInput).min(1).max(1) });
const label = z.looseObject({
  type: z.literal(Part.label),
  label: z.string().min(1).max(45),
  description: z.string().max(100).nullish(),
  component: z.discriminatedUnion('type', [textInput, stringSelect, entitySelect]),
});

/** An answer to an interaction that asks for text. */
export const modalBody = z.looseObject({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z
    .array(z.discriminatedUnion('type', [modalRow, label, text]))
    .min(1)
    .max(5)
    .superRefine((list, context) => {
      for (const [, path] of duplicates(list)) {
        context.addIssue(flaw('COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated', path));
      }
    }),
});

/** A received component of any kind: only the properties that all walks over components need. */
export interface AnyPart {
  readonly type: number;
  readonly custom_id?: unknown;
  readonly components?: unknown;
  readonly component?: unknown;
  readonly accessory?: unknown;
  readonly [key: string]: unknown;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const isPart = (value: unknown): value is AnyPart =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'number';

/** A component and everything inside it. */
export function* everyPart(part: unknown): Generator<AnyPart> {
  for (const [one] of partsWithPath(part, [])) yield one;
}

/** As shown in a message: Discord numbers every component that has no id. */
export function numbered(list: readonly unknown[]): unknown[] {
  let last = 0;
  const number = (part: unknown): unknown => {
    if (!isPart(part)) return part;
    last += 1;
    const { id = last, components: inner, accessory, component } = part;
    return {
      ...part,
      id,
      ...(Array.isArray(inner) && { components: inner.map(number) }),
      ...(isPart(accessory) && { accessory: number(accessory) }),
      ...(isPart(component) && { component: number(component) }),
    };
  };
  return list.map(number);
}

type Path = (string | number)[];

function* partsWithPath(part: unknown, path: Path): Generator<[AnyPart, Path]> {
  if (!isPart(part)) return;
  yield [part, path];
  const inner = Array.isArray(part.components) ? part.components : [];
  for (const [index, one] of inner.entries()) yield* partsWithPath(one, [...path, 'components', index]);
  yield* partsWithPath(part.component, [...path, 'component']);
  yield* partsWithPath(part.accessory, [...path, 'accessory']);
}

/** Every component whose custom id was already used before it. */
function duplicates(list: readonly unknown[]): [AnyPart, Path][] {
  const found = list.flatMap((part, index) => [...partsWithPath(part, [index])]);
  const named = found.filter(([part]) => typeof part.custom_id === 'string');
  return repeated(named.map(([part]) => String(part.custom_id))).flatMap((index) => {
    const [part, path] = named[index] ?? [];
    return part && path ? [[part, [...path, 'custom_id']]] : [];
  });
}

/** Indexes of values that already appear earlier in the list. */
const repeated = (values: readonly string[]): number[] =>
  values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
