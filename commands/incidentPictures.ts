import type { Answer, AnswerPicture } from '../src/command/answer.ts';
import type { App, Server } from '../src/command/app.ts';
import { type Command, type Context, command } from '../src/command/command.ts';
import { incidentNumber } from '../src/command/numbers.ts';
import { choice, integer, optional } from '../src/command/param.ts';
import type { Incident } from '../src/features/incidents/actions.ts';
import { UserError } from '../src/kit/errors.ts';
import { incidentName, numberLabel } from '../src/texts/names.ts';

type Asked = Pick<Parameters<App['pictures']['draw']>[0], 'incident' | 'contact' | 'form'>;

/** The requested picture, with a file name; undefined if there is none. */
async function pictureFor(
  { pictures }: Pick<App, 'pictures'>,
  { id }: Pick<Server, 'id'>,
  { incident, contact, form }: Asked,
): Promise<AnswerPicture | undefined> {
  const drawn = await pictures.draw({ server: id, incident, contact, form });
  const which = contact === undefined ? '' : `-${contact}`;
  const name = `inc-${numberLabel(incident).toLowerCase()}${which}.${form === 'still' ? 'png' : 'gif'}`;
  return drawn && { name, base64: drawn.bytes.toString('base64'), alt: drawn.alt };
}

/** With its picture if the caller can see it. Tools request pictures separately, and nobody sees them in the car. */
export async function incidentShown(
  incident: Incident,
  { app, server, caller }: Pick<Context, 'app' | 'server' | 'caller'>,
): Promise<Answer> {
  const isSeen = caller.via === 'slash' || caller.via === 'component';
  const asked: Asked = { incident: incident.number, contact: undefined, form: 'still' };
  return { kind: 'incident', incident, picture: isSeen ? await pictureFor(app, server, asked) : undefined };
}

export const incidentPictures: readonly Command[] = [
  command({
    name: 'incident picture',
    about: 'Show a picture of a contact: where the cars were',
    role: 'steward',
    is: 'question',
    private: true,
    params: {
      number: incidentNumber('The incident, such as INC-3'),
      contact: optional(integer('Which contact of a pile-up (1 is the first)', { min: 1, max: 99 })),
      form: optional(choice('Still picture or animation', ['still', 'animation'])),
    },
    async run({ number, contact, form = 'still' }, { app, server }): Promise<Answer> {
      const incident = server.incidents.show(number);
      const count = incident.contacts.length;
      if (contact !== undefined && contact > count) {
        throw new UserError(`${incidentName(incident)} has ${count === 1 ? 'one contact' : `${count} contacts`}.`);
      }
      const picture = await pictureFor(app, server, { incident: incident.number, contact, form });
      if (picture) return { kind: 'picture', incident: incident.number, picture };
      throw new UserError(
        `There is no picture of ${incidentName(incident)}: it has no telemetry, or drawing it failed (the log says why).`,
      );
    },
  }),
];
