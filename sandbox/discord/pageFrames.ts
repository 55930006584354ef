import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIGuildMember,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIRole,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { UserError } from '../../src/kit/errors.ts';
import type { Dispatch } from './events.ts';
import type { Channel, Thread } from './place.ts';
import type { Online } from './presence.ts';
import type { SceneLine, SeatedDriver, TourStep } from './scenes.ts';

/** A person the page's user can act as; `commands` are the ids of those that the person's client offers. */
export interface PagePerson {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly commands: readonly string[];
  /** The ids of the channels they cannot see. */
  readonly hidden: readonly string[];
}

/** The state of an interaction; frames with its nonce follow until one is not `pending`. */
export type Progress =
  | { readonly state: 'pending' | 'answered' }
  | { readonly state: 'failed' | 'refused'; readonly text: string }
  | { readonly state: 'choices'; readonly choices: readonly APIApplicationCommandOptionChoice[] }
  | { readonly state: 'modal'; readonly modal: APIModalInteractionResponseCallbackData };

/** Server to page, one JSON object per frame. */
export type FrameToPage =
  | {
      readonly kind: 'snapshot';
      readonly guild: { readonly id: string; readonly name: string };
      readonly app: { readonly id: string; readonly isOnline: boolean };
      readonly channels: readonly Channel[];
      /** Including archived ones, oldest first. */
      readonly threads: readonly Thread[];
      readonly roles: readonly APIRole[];
      readonly members: readonly APIGuildMember[];
      readonly people: readonly PagePerson[];
      readonly commands: readonly APIApplicationCommand[];
      /** By channel id, oldest first, without ephemeral ones: a fresh page has none, like Discord's client. */
      readonly messages: Readonly<Record<string, readonly APIMessage[]>>;
      /** Message id -> emoji -> ids of the users who reacted with it. */
      readonly reactions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
      /** The latest lines from outside Discord, if there are any. */
      readonly scenes?: readonly SceneLine[];
      /** The drivers in the cars, if the page's user can act as one. */
      readonly drivers?: readonly SeatedDriver[];
      /** Things for a newcomer to try. */
      readonly tour?: readonly TourStep[];
    }
  | ({ readonly kind: 'presence' } & Online)
  | { readonly kind: 'drivers'; readonly drivers: readonly SeatedDriver[] }
  | { readonly kind: 'scene'; readonly line: SceneLine }
  | { readonly kind: 'event'; readonly t: Dispatch['t']; readonly d: Dispatch['d'] }
  | { readonly kind: 'ephemeral'; readonly to: string; readonly t: Dispatch['t']; readonly d: Dispatch['d'] }
  | {
      readonly kind: 'commands';
      readonly commands: readonly APIApplicationCommand[];
      readonly people: readonly PagePerson[];
    }
  /** What they may see or use has changed. */
  | { readonly kind: 'people'; readonly people: readonly PagePerson[] }
  | ({ readonly kind: 'interaction'; readonly nonce: string } & Progress)
  | { readonly kind: 'refused'; readonly text: string };

const text = z.string().max(6000);
const slash = {
  as: text,
  channel: text,
  nonce: text,
  path: z.array(text).min(1).max(3),
  options: z.record(text, z.union([z.string(), z.number(), z.boolean()])).default({}),
};
const component = { as: text, message: text, customId: text, nonce: text };

/** Page to server: what the acting person does. `modal` is the nonce of the interaction that opened it. */
const frameFromPage = z.discriminatedUnion('act', [
  z.object({ act: z.literal('slash'), ...slash }),
  z.object({ act: z.literal('autocomplete'), ...slash, focused: text }),
  z.object({ act: z.literal('click'), ...component }),
  z.object({ act: z.literal('select'), ...component, values: z.array(text).max(25) }),
  z.object({
    act: z.literal('submit'),
    as: text,
    modal: text,
    fields: z.record(text, z.union([text, z.array(text)])),
    nonce: text,
  }),
  z.object({ act: z.literal('say'), as: text, channel: text, text }),
  z.object({ act: z.literal('react'), as: text, message: text, emoji: text }),
  z.object({ act: z.literal('drive'), nonce: text, carId: z.int().min(0).max(255), text: z.string().min(1).max(255) }),
  z.object({ act: z.literal('kill'), nonce: text }),
]);

export type FrameFromPage = z.infer<typeof frameFromPage>;

/** Throws UserError for an invalid frame. */
export function readFrame(json: string): FrameFromPage {
  const frame = frameFromPage.safeParse(parsed(json));
  if (frame.success) return frame.data;
  const [issue] = frame.error.issues;
  throw new UserError(`Not a frame of the page: ${issue?.path.join('.') || 'frame'}: ${issue?.message}`);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UserError('Not a frame of the page: it is not JSON');
  }
}
