/** The pictures of an installation: from what a card refers to, to the bytes of a file. */
import type { IncidentPictures } from '../command/app.ts';
import type { DrawPicture } from '../discord/outbox/pictures.ts';
import type { PictureReference } from '../discord/outbox/post.ts';
import type { ServerIncidents } from '../features/incidents/open.ts';
import type { Clock } from '../kit/clock.ts';
import { Easel } from '../pictures/easel.ts';
import { readSource, sourceOf } from '../pictures/source.ts';
import { wordsIn } from '../texts/languages.ts';

export interface PicturesOptions {
  /** By the id of its server. */
  readonly servers: ReadonlyMap<string, { readonly picture: ServerIncidents['picture'] }>;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
  /** INCIDENT_ANIMATION */
  readonly animates: boolean;
  /** The program of the thread that draws, where it is not beside this one. */
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

  /** Whether a card shows it as this installation is set up. */
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

  /** For whoever asks. */
  readonly drawn: IncidentPictures['draw'] = (of) => this.draw(sourceOf(of));

  readonly close = (): Promise<void> => this.#easel.close();
}
