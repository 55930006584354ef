import { z } from 'zod';
import { MessageFlag } from './codes.ts';
import { components } from './components.ts';
import { address, embeds } from './embeds.ts';
import { flaw } from './validate.ts';

const text = (max: number) => z.string().max(max);

const attachment = z.object({
  id: z.union([z.string(), z.int()]).transform(String),
  filename: z.string().optional(),
  description: text(1024).nullish(),
});

const mentionKind = z.enum(['roles', 'users', 'everyone']);

/** Either all of a kind, or the listed ones: both together is a contradiction. */
const allowedMentions = z
  .object({
    parse: z.array(mentionKind).optional(),
    users: z.array(z.string()).max(100).optional(),
    roles: z.array(z.string()).max(100).optional(),
    replied_user: z.boolean().optional(),
  })
  .superRefine((allowed, context) => {
    for (const kind of ['users', 'roles'] as const) {
      if (!allowed.parse?.includes(kind) || !allowed[kind]?.length) continue;
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      context.addIssue(flaw('MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message));
    }
  });

/** The fields of a message, for every route that accepts one. Null means empty, as in Discord. */
const fields = z.object({
  // Discord trims white space.
  content: text(2000)
    .transform((value) => value.trim())
    .nullish(),
  embeds: embeds.nullish(),
  components: components.nullish(),
  flags: z.int().min(0).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  message_reference: z
    .object({
      message_id: z.string(),
      channel_id: z.string().nullish(),
      guild_id: z.string().nullish(),
      fail_if_not_exists: z.boolean().nullish(),
      type: z.literal(0).nullish(),
    })
    .nullish(),
  attachments: z.array(attachment).max(10).nullish(),
  nonce: z.union([text(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
});

export type MessageBody = z.output<typeof fields>;

export const messageBody = fields.superRefine(componentsVersion);

const FORBIDDEN_WORDS = ['discord', 'clyde', '@', '#', ':', '```'];
const FORBIDDEN_NAMES = ['everyone', 'here'];

/** A webhook's name, and the name it sends under: like nicknames, but up to 80 characters and without "clyde". */
export const webhookName = z
  .string()
  .min(1)
  .max(80)
  .superRefine((name, context) => {
    for (const word of FORBIDDEN_WORDS.filter((one) => name.toLowerCase().includes(one))) {
      context.addIssue(flaw('USERNAME_INVALID_CONTAINS', `Username cannot contain "${word}"`));
    }
    if (FORBIDDEN_NAMES.includes(name.trim().toLowerCase())) {
      context.addIssue(flaw('USERNAME_INVALID_EQUALS', `Username cannot be "${name}"`));
    }
    if (name.trim() === '') context.addIssue(flaw('BASE_TYPE_REQUIRED', 'This field is required'));
  });

export const webhookMessageBody = fields
  .extend({ username: webhookName.nullish(), avatar_url: address('http', 'https').nullish() })
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
