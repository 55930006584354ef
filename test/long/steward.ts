import type { APIMessage } from 'discord-api-types/v10';
import type { Handle } from '../../sandbox/discord/handle.ts';
import type { LocalDiscord } from '../../sandbox/discord/server.ts';

/** What people do with the stewards' cards. */
export interface StewardRoom {
  /** The cards whose title begins with a name, such as INC-1. */
  cards(name: string): APIMessage[];
  /** Presses a button of a message by its label, and waits for the result. */
  press(person: string, message: APIMessage | undefined, label: string): Promise<Handle>;
  /** Fills in the form that a press opened. */
  fill(person: string, form: Handle, fields: Readonly<Record<string, string | string[]>>): Promise<Handle>;
  slash(person: string, name: string, options?: Readonly<Record<string, string | number>>): Handle;
}

export function openStewardRoom(discord: LocalDiscord): StewardRoom {
  const partOf = (message: APIMessage | undefined, label?: string): string => {
    const rows = message?.components ?? [];
    const parts = rows.flatMap((row): readonly object[] => ('components' in row ? row.components : []));
    const part = parts.find((each) => label === undefined || ('label' in each && each.label === label));
    if (part && 'custom_id' in part) return String(part.custom_id);
    throw new Error(`there is no ${label ?? 'select'} on ${JSON.stringify(message)}`);
  };
  return {
    cards: (name) =>
      discord.world.posts
        .list(discord.channel('stewards'))
        .filter(({ embeds: [embed] }) => embed?.title?.split(' ')[0] === name),
    async press(person, message, label) {
      const handle = discord.person(person).click({ message: message?.id ?? '', customId: partOf(message, label) });
      await handle.until(() => handle.state === 'answered' || handle.modal !== undefined);
      return handle;
    },
    async fill(person, form, fields) {
      const submitted = discord.person(person).submit({ modal: form, fields });
      await submitted.until(() => submitted.state === 'answered' && (submitted.reply()?.content ?? '') !== '');
      return submitted;
    },
    slash: (person, name, options = {}) =>
      discord.person(person).slash({ channel: discord.channel('race-control'), path: name.split(' '), options }),
  };
}

/** The one field of a card that begins with these words; '' when it has none. */
export const fieldOf = (message: APIMessage | undefined, name: string): string =>
  message?.embeds[0]?.fields?.find((field) => field.name.startsWith(name))?.value ?? '';
