import type { EmbedType } from 'discord-api-types/v10';
import { z } from 'zod';
import { flaw } from './validate.ts';

const EMBEDS_TOTAL = 6000;

const absent = <T>(value: T | null | undefined): T | undefined => value ?? undefined;
const text = (max: number) => z.string().max(max);
const optionalText = (max: number) => text(max).nullish().transform(absent);

/** Discord trims white space before it checks for an empty text. */
const words = (max: number) =>
  text(max).superRefine((value, context) => {
    if (value.trim() === '') context.addIssue(flaw('BASE_TYPE_REQUIRED', 'This field is required'));
  });

/** A URL; depending on `schemes`, also that of a file of the message: `attachment://map.png`. */
export const address = (...schemes: readonly string[]) =>
  z
    .string()
    .max(2048)
    .superRefine((value, context) => {
      const scheme = /^([a-z][a-z0-9+.-]*):\/\/[^\s]+$/i.exec(value)?.[1]?.toLowerCase();
      if (scheme === undefined || !URL.canParse(value)) {
        context.addIssue(flaw('URL_TYPE_INVALID_URL', 'Not a well formed URL.'));
      } else if (!schemes.includes(scheme)) {
        const known = schemes.map((one) => `'${one}'`).join(', ');
        context.addIssue(flaw('URL_TYPE_INVALID_SCHEME', `Scheme "${scheme}" must be one of (${known}).`));
      }
    });

const link = address('http', 'https');
const picture = address('http', 'https', 'attachment');
const media = z.object({ url: picture }).nullish().transform(absent);

const timestamp = z.string().superRefine((value, context) => {
  if (Number.isNaN(Date.parse(value))) {
    context.addIssue(flaw('DATE_TIME_TYPE_PARSE', `Could not parse ${value}. Should be ISO8601.`));
  }
});

const embed = z
  .object({
    title: optionalText(256),
    description: optionalText(4096),
    url: link.nullish().transform(absent),
    timestamp: timestamp.nullish().transform(absent),
    color: z.int().min(0).max(0xffffff).nullish().transform(absent),
    footer: z
      .object({ text: text(2048), icon_url: picture.optional() })
      .nullish()
      .transform(absent),
    image: media,
    thumbnail: media,
    author: z
      .object({ name: text(256), url: link.optional(), icon_url: picture.optional() })
      .nullish()
      .transform(absent),
    fields: z
      .array(z.object({ name: words(256), value: words(1024), inline: z.boolean().default(false) }))
      .max(25)
      .optional(),
  })
  .superRefine(({ title, description, footer, image, thumbnail, author, fields }, context) => {
    const texts = [title, description].some((one) => one?.trim());
    if (texts || footer || image || thumbnail || author || fields?.length) return;
    context.addIssue(flaw('BASE_TYPE_REQUIRED', 'This field is required', ['description']));
  })
  .transform((value) => ({ type: 'rich' as EmbedType, ...value }));

type Embed = z.output<typeof embed>;

export const embeds = z
  .array(embed)
  .max(10)
  .superRefine((list, context) => {
    if (list.reduce((sum, one) => sum + embedLength(one), 0) > EMBEDS_TOTAL) {
      context.addIssue(flaw('MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${EMBEDS_TOTAL}`));
    }
  });

/** The characters that Discord counts against the common limit of all embeds. */
function embedLength({ title, description, footer, author, fields: list }: Embed): number {
  const texts = [
    title,
    description,
    footer?.text,
    author?.name,
    ...(list ?? []).flatMap((field) => [field.name, field.value]),
  ];
  return texts.reduce((sum, one) => sum + (one?.length ?? 0), 0);
}
