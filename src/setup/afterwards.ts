/** The last steps of the set-up, once everything is written: a test card, and a systemd unit. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { REST } from 'discord.js';
import { openServersFile, readServersFile } from '../config/serversFile.ts';
import { discordTransport } from '../discord/outbox/transport.ts';
import { messageOf } from '../kit/errors.ts';
import { ownCommand } from '../kit/ownCommand.ts';
import { english } from '../texts/english/index.ts';
import type { Asker } from './asker.ts';
import { replaceFile } from './draft.ts';
import { unitSteps, unitText, unitUser } from './unit.ts';

const YES_OR_NO = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
] as const;

/** A test card shows at once whether the settings work. */
export async function offerCard(
  asker: Asker,
  {
    rest,
    applicationId,
    channelId,
  }: { readonly rest: REST; readonly applicationId: string; readonly channelId: string },
): Promise<void> {
  const choices = [...YES_OR_NO];
  const message = 'Post a test card into the main channel?';
  const initial = asker.isPerson ? 'yes' : 'no';
  if ((await asker.choose({ flag: 'card', message, choices, initial })) === 'no') return;
  const body = { embeds: [{ description: english.testCard() }] };
  try {
    await asker.busy('Posting it', () =>
      discordTransport(rest, applicationId).send(channelId, { body, nonce: `setup-${Date.now()}` }),
    );
    asker.note('It is there.');
  } catch (error) {
    asker.note(`Discord did not take it: ${messageOf(error)}. "${ownCommand('doctor')}" says what is missing.`);
  }
}

export interface ServicePlace {
  /** Where .env is. */
  readonly directory: string;
  /** The command that starts Pitwall: node itself, and its program. */
  readonly command: readonly string[];
  readonly user: string;
  /** The directories of the game servers of this set-up. */
  readonly writes: readonly string[];
}

/** Writes the unit next to .env; root then copies it to where systemd looks. */
export async function offerUnit(asker: Asker, place: ServicePlace): Promise<void> {
  const message = 'Write a systemd unit, so that Pitwall starts with this machine?';
  if ((await asker.choose({ flag: 'unit', message, choices: [...YES_OR_NO], initial: 'no' })) === 'no') return;
  const path = join(place.directory, 'pitwall.service');
  const user = unitUser(place.user);
  const writes = [...new Set([...place.writes, ...describedIn(place.directory)])];
  replaceFile(path, unitText({ directory: place.directory, user, command: place.command, writes }));
  asker.note(unitSteps(path, { user, directory: place.directory, writes }), path);
}

/** The game servers of a servers.ini from before this set-up. */
function describedIn(directory: string): readonly string[] {
  const path = join(directory, 'servers.ini');
  const file = existsSync(path) ? openServersFile(path) : undefined;
  return file ? readServersFile(file).servers.flatMap((server) => server.directory ?? []) : [];
}
