/** Draws the pictures of an installation: from a card's reference to the bytes of a file. */
import type { IncidentPictures } from '../command/app.ts';
import type { DrawPicture } from '../discord/outbox/pictures.ts';
import type { PictureReference } from '../discord/outbox/post.ts';
import type { ServerIncidents } from '../features/incidents/open.ts';
import type { Clock } from '../kit/clock.ts';
import { Easel } from '../pictures/easel.ts';
import { readSource, sourceOf } from '../pictures/source.ts';
import { wordsIn } from '../texts/languages.ts';

export interface PicturesOptions {
  /** By server id. */
  readonly servers: ReadonlyMap<string, { readonly picture: ServerIncidents['picture'] }>;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
  /** INCIDENT_ANIMATION */
  readonly animates: boolean;
  /** The worker thread's program, if it is not next to this one. */
  readonly program?: URL | undefined;
}

export class Pictures {
  readonly #options: PicturesOptions;
  readonly #easel: Easel;

  constructor(options: PicturesOptions) {
    const { clock, log, program } = options;
    this.#options = options;
    this.#easel = new Easel({ clock, log, program });
  }

  /** Whether cards show it, given this installation's settings. */
  readonly isShown = ({ source }: PictureReference): boolean =>
    this.#options.animates || readSource(source)?.form !== 'animation';

  readonly draw: DrawPicture = async (text) => {
    const source = readSource(text);
    const server = source && this.#options.servers.get(source.server);
    return (
      server &&
      this.#easel.draw(source.form, () =>
        server.picture(source.incident, { contact: source.contact, words: wordsIn(source.language ?? 'en') }),
      )
    );
  };

  /** For pictures that a command asks for. */
  readonly drawn: IncidentPictures['draw'] = (of) => this.draw(sourceOf(of));

  readonly close = (): Promise<void> => this.#easel.close();
}
