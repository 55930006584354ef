/** Threads on the cards of incidents, one per card, which Discord itself enforces. */
import { type Client, DiscordAPIError, RESTJSONErrorCodes, Routes } from 'discord.js';
import type { Discussion } from '../../command/app.ts';
import type { Incident } from '../../events/incident.ts';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';
import { sleep } from '../../kit/wait.ts';
import { incidentName } from '../../texts/names.ts';
import { incidentKey } from '../common/cardLinks.ts';
import { plainText } from '../common/text.ts';
import { idOf } from '../outbox/answers.ts';
import type { PlaceOfMessage } from '../outbox/kept.ts';
import type { MessageLinks } from '../outbox/links.ts';

export interface DiscussionOptions {
  readonly rest: Pick<Client['rest'], 'post'>;
  readonly links: Pick<MessageLinks, 'placeOf' | 'postAnew'>;
  readonly clock: Clock;
}

/** A card that was just requested is posted a moment later. */
const [LOOK_MS, LOOKS] = [200, 50] as const;
const NAME_LENGTH = 100;
/** In minutes: three days without a message. */
const ARCHIVED_AFTER = 4320;

/** @throws UserError for problems that must be fixed on Discord */
export async function openDiscussion(incident: Incident, options: DiscussionOptions): Promise<Discussion> {
  const place = await cardOf(incident, options);
  try {
    return await threadOn(place, incident, options);
  } catch (error) {
    if (codeOf(error) !== RESTJSONErrorCodes.UnknownMessage) throw inWords(error);
  }
  // Somebody has deleted the card.
  options.links.postAnew(incidentKey(incident));
  const anew = await cardOf(incident, options);
  return threadOn(anew, incident, options).catch((error: unknown) => {
    throw inWords(error);
  });
}

async function threadOn(
  { channel, messageId }: PlaceOfMessage,
  incident: Incident,
  { rest }: DiscussionOptions,
): Promise<Discussion> {
  const body = { name: threadName(incident), auto_archive_duration: ARCHIVED_AFTER };
  try {
    return { thread: idOf(await rest.post(Routes.threads(channel, messageId), { body })), isNew: true };
  } catch (error) {
    if (codeOf(error) !== RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage) throw error;
    // A thread has the id of the message it was started on.
    return { thread: messageId, isNew: false };
  }
}

async function cardOf(incident: Incident, { links, clock }: DiscussionOptions): Promise<PlaceOfMessage> {
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const place = links.placeOf(incidentKey(incident));
    if (place) return place;
    await sleep(clock, LOOK_MS);
  }
  throw new UserError(`The card of ${incidentName(incident)} is not on Discord yet; try again in a moment.`);
}

/** "INC-3 Elena, Bea" */
const threadName = (incident: Incident): string =>
  plainText(
    `${incidentName(incident)} ${incident.drivers.map(({ name, carId }) => name || `car ${carId}`).join(', ')}`,
    NAME_LENGTH / 2,
  );

const codeOf = (error: unknown): unknown => (error instanceof DiscordAPIError ? error.code : undefined);

function inWords(error: unknown): unknown {
  switch (codeOf(error)) {
    case RESTJSONErrorCodes.MissingAccess:
    case RESTJSONErrorCodes.MissingPermissions:
      return new UserError('Pitwall cannot open threads in that channel: give it Create Public Threads there.');
    case RESTJSONErrorCodes.MaximumActiveThreads:
      return new UserError("This Discord server has reached Discord's limit of open threads: close one first.");
    default:
      return error;
  }
}
