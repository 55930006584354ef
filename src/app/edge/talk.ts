/** What an edge asks its hub, answers it, and shows it. */
import type { Discussion, Discussions } from '../../command/app.ts';
import type { Role } from '../../command/caller.ts';
import type { Call, Dispatcher } from '../../command/dispatch.ts';
import type { ServerView } from '../../command/view.ts';
import type { BoardState } from '../../features/board/board.ts';
import { withContentNames } from '../../features/content/naming.ts';
import { PROTOCOL } from '../../fleet/facts.ts';
import { Introduction } from '../../fleet/introduction.ts';
import { subjectsOf } from '../../fleet/subjects.ts';
import type { Talk } from '../../fleet/talk.ts';
import { UserError } from '../../kit/errors.ts';
import type { LinkedRole } from '../frontEnds.ts';
import { localFacts } from '../upkeep.ts';
import { ownVersion } from '../version.ts';
import { hidden } from './beside.ts';
import type { EdgeParts } from './parts.ts';
import { unaddressed } from './private.ts';

const ROLE_MS = 2000;
const DISCUSSED_MS = 15_000;
/** The hub's tools get a new view of a game server at most this often. */
const VIEW_MS = 1000;

export function askHub(
  talk: Talk,
  edge: string,
): { readonly linkedRole: LinkedRole; readonly discussions: Discussions } {
  const up = subjectsOf.up(edge);
  return {
    /** While the hub is away, Discord roles do not count; the admin password does. */
    linkedRole: async (guid) => {
      const role = await talk.ask(up.role, { guid }, ROLE_MS).catch(() => null);
      return (role as Role | null) ?? undefined;
    },
    discussions: {
      async open(incident) {
        try {
          return (await talk.ask(up.discuss, { incident }, DISCUSSED_MS)) as Discussion;
        } catch (error) {
          if (error instanceof UserError) throw error;
          throw new UserError('Discord is out of reach at the moment; no thread was opened.');
        }
      },
    },
  };
}

/** Answers the hub's requests, and sends it views and boards. */
export class EdgeDesk {
  readonly #parts: EdgeParts;
  readonly #introduction: Introduction;
  /** Its answers use the names that people use for drivers, cars and tracks. */
  readonly #shown: Dispatcher;
  readonly #boards = new Map<string, BoardState>();
  readonly #due = new Set<string>();
  readonly #told = new Set<string>();

  constructor(parts: EdgeParts, shown: Dispatcher) {
    this.#parts = parts;
    this.#introduction = new Introduction({ ...parts, edge: parts.config.fleet.edge });
    this.#shown = shown;
  }

  open(): void {
    const { config, talk, hub, servers, opened, pictures } = this.#parts;
    const down = subjectsOf.down(config.fleet.edge);
    talk.answer(down.suggest, async (asked) => {
      const { call, param } = asked as { call: Call; param: string };
      return this.#hidden(await this.#shown.suggest(call, param));
    });
    talk.answer(down.form, async (asked) =>
      this.#hidden((await this.#shown.formOf((asked as { call: Call }).call)) ?? null),
    );
    talk.answer(down.say, (asked) => this.#say(asked as Said));
    talk.answer(down.picture, async (asked) => {
      const drawn = await pictures.draw(String((asked as { source: unknown }).source));
      return drawn && { base64: drawn.bytes.toString('base64'), alt: drawn.alt };
    });
    talk.answer(down.doctor, async () => this.#hidden(await localFacts(this.#parts)));
    for (const [id, server] of servers) {
      opened(server.views.watch(() => this.#viewDue(id)));
      opened(
        server.watchBoard((state) => {
          this.#boards.set(id, state);
          this.#tellBoard(state);
        }),
      );
    }
    hub.onNewLife(() => void this.greet());
  }

  /** Introduces this edge to the hub, and sends all its views and boards. */
  async greet(): Promise<void> {
    const { config, log, servers } = this.#parts;
    const problems = await this.#introduction.make({
      version: ownVersion(),
      protocol: PROTOCOL,
      letter: config.fleet.letter,
      language: config.language,
      servers: [...servers.values()].map(({ live }) => ({ id: live.id, dialect: live.dialect })),
    });
    for (const problem of Array.isArray(problems) ? problems.map(String) : []) {
      if (this.#told.has(problem)) continue;
      this.#told.add(problem);
      log.warn(problem);
    }
    for (const id of servers.keys()) this.#tellView(id);
    for (const state of this.#boards.values()) this.#tellBoard(state);
  }

  #viewDue(id: string): void {
    if (this.#due.has(id)) return;
    this.#due.add(id);
    this.#parts.clock.after(VIEW_MS, () => {
      this.#due.delete(id);
      this.#tellView(id);
    });
  }

  #tellView(id: string): void {
    const { config, talk, servers, log } = this.#parts;
    try {
      const view = servers.get(id)?.views.current();
      if (view) talk.tell(subjectsOf.up(config.fleet.edge).view, { server: id, view: this.#hidden(seen(view)) });
    } catch (err) {
      log.debug({ err, server: id }, 'the hub is not shown a server');
    }
  }

  #tellBoard(state: BoardState): void {
    const { config, talk, content } = this.#parts;
    talk.tell(subjectsOf.up(config.fleet.edge).board, this.#hidden(withContentNames(content, state)));
  }

  async #say(asked: Said): Promise<{ readonly lines: number; readonly sent: number }> {
    const { servers, out, clock, hub } = this.#parts;
    const live = servers.get(asked.server)?.live;
    if (!live) throw new UserError(`There is no server ${asked.server} here.`);
    const text = live.redact(asked.text);
    const lines = live.speaker.linesOf(text).length;
    const isLate = asked.segment !== out.segment || clock.monotonic() >= asked.expires || !hub.obeys(asked.hub);
    return { lines, sent: isLate ? 0 : await live.speaker.chat(text) };
  }

  #hidden<T>(data: T): T {
    return hidden(data, this.#parts.hide);
  }
}

/** What somebody wrote in a chat channel. */
export interface Said {
  readonly server: string;
  readonly text: string;
  readonly segment: string;
  /** On the edge's monotonic clock. */
  readonly expires: number;
  /** The life (process run) of the hub that sends it. */
  readonly hub?: string | undefined;
}

/** Without the race state: the hub folds it from the same events. */
export type SeenView = Omit<ServerView, 'state'>;

const seen = ({ id, info, drivers, sessions, settableSessions, lobby, grid, nameable }: ServerView): SeenView => ({
  id,
  info,
  drivers: drivers.map(unaddressed),
  sessions,
  settableSessions,
  lobby,
  grid: { entries: grid.entries },
  nameable,
});
