import type { EmbedType } from 'discord-api-types/v10';
import { z } from 'zod';
import { MessageFlag } from './codes.ts';
import { components } from './components.ts';
import { flaw } from './validate.ts';

const text = (max: number) => z.string().max(max);
const url = z.string().max(2048);
const optionalText = (max: number) =>
  text(max)
    .nullish()
    .transform((value) => value ?? undefined);

const embed = z
  .object({
    title: optionalText(256),
    description: optionalText(4096),
    url: url.nullish().transform((value) => value ?? undefined),
    timestamp: z
      .string()
      .nullish()
      .transform((value) => value ?? undefined),
    color: z
      .int()
      .min(0)
      .max(0xffffff)
      .nullish()
      .transform((value) => value ?? undefined),
    footer: z
      .object({ text: text(2048), icon_url: url.optional() })
      .nullish()
      .transform((value) => value ?? undefined),
    image: z
      .object({ url })
      .nullish()
      .transform((value) => value ?? undefined),
    thumbnail: z
      .object({ url })
      .nullish()
      .transform((value) => value ?? undefined),
    author: z
      .object({ name: text(256), url: url.optional(), icon_url: url.optional() })
      .nullish()
      .transform((value) => value ?? undefined),
    fields: z
      .array(z.object({ name: text(256).min(1), value: text(1024).min(1), inline: z.boolean().default(false) }))
      .max(25)
      .optional(),
  })
  .transform((value) => ({ type: 'rich' as EmbedType, ...value }));

export type Embed = z.output<typeof embed>;

const EMBEDS_TOTAL = 6000;

const embeds = z
  .array(embed)
  .max(10)
  .superRefine((list, context) => {
    if (list.reduce((sum, one) => sum + embedLength(one), 0) > EMBEDS_TOTAL) {
      context.addIssue(flaw('MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${EMBEDS_TOTAL}`));
    }
  });

const attachment = z.object({
  id: z.union([z.string(), z.int()]).transform(String),
  filename: z.string().optional(),
  description: text(1024).nullish(),
});

const mentionKind = z.enum(['roles', 'users', 'everyone']);

/** What a message is made of, for every route that takes one. Null means empty, as in Discord. */
const fields = z.object({
  content: text(2000).nullish(),
  embeds: embeds.nullish(),
  components: components.nullish(),
  flags: z.int().min(0).nullish(),
  allowed_mentions: z
    .object({
      parse: z.array(mentionKind).optional(),
      users: z.array(z.string()).max(100).optional(),
      roles: z.array(z.string()).max(100).optional(),
      replied_user: z.boolean().optional(),
    })
    .nullish(),
  attachments: z.array(attachment).max(10).nullish(),
  nonce: z.union([text(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
});

export type MessageBody = z.output<typeof fields>;

export const messageBody = fields.superRefine(componentsVersion);

const FORBIDDEN_NAMES = ['discord', 'clyde'];

/** A webhook's name, and the name it sends under. */
export const webhookName = z
  .string()
  .min(1)
  .max(80)
  .superRefine((name, context) => {
    for (const word of FORBIDDEN_NAMES.filter((one) => name.toLowerCase().includes(one))) {
      context.addIssue(flaw('USERNAME_INVALID_CONTAINS', `Username cannot contain "${word}"`));
    }
  });

export const webhookMessageBody = fields
  .extend({ username: webhookName.nullish(), avatar_url: url.nullish() })
  .superRefine(componentsVersion);

/** With the flag IS_COMPONENTS_V2 a message has no content and no embeds; without it, only rows. */
function componentsVersion(body: MessageBody, context: z.RefinementCtx): void {
  const v2 = ((body.flags ?? 0) & MessageFlag.componentsV2) !== 0;
  if (v2 && (body.content || body.embeds?.length)) {
    context.addIssue(
      flaw(
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        'The content and embeds fields cannot be used when using MessageFlags.IS_COMPONENTS_V2',
        ['flags'],
      ),
    );
  }
  const parts = body.components ?? [];
  if (!v2 && parts.length > 5) {
    context.addIssue(flaw('BASE_TYPE_MAX_LENGTH', 'Must be 5 or fewer in length.', ['components']));
  }
  for (const [index, part] of v2 ? [] : parts.entries()) {
    if (part.type !== 1)
      context.addIssue(
        flaw('UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).', ['components', index, 'type']),
      );
  }
}

/** The characters Discord counts against the limit of all embeds together. */
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
