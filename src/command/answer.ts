/** The answers of commands. */
import type { Checked } from '../doctor/checks.ts';
import type { Appeal } from '../events/appeal.ts';
import type { CarryOver } from '../events/carryOver.ts';
import type { Appealable } from '../features/appeals/actions.ts';
import type { BoardState } from '../features/board/board.ts';
import type { EventAnswer } from '../features/calendar/actions.ts';
import type { DriverRow } from '../features/drivers/rows.ts';
import type { EntrySlot, GridChange, GridView } from '../features/grid/actions.ts';
import type { Decided, Incident } from '../features/incidents/actions.ts';
import type { Settled } from '../features/judging/confirming.ts';
import type { LobbyInfo, LobbyReply } from '../features/lobby/actions.ts';
import type { Penalty, PenaltyAnswer, WarningCount } from '../features/penalties/actions.ts';
import type { Licence } from '../features/points/open.ts';
import type { ProcessChange, ServerInfo } from '../features/process/info.ts';
import type { Classification, ResultExport } from '../features/results/actions.ts';
import type { ConfigurationChange } from '../features/sessions/configuration.ts';
import type { SessionRow } from '../features/sessions/rows.ts';
import type { TrackerChange, TrackerInfo } from '../features/tracker/actions.ts';
import type { Sentence } from '../kit/sentence.ts';
import type { Text } from '../texts/catalogue.ts';
import type { Discussion } from './app.ts';
import type { Role } from './caller.ts';

/**
 * Every kind of answer, in Pitwall's own terms. A front end has a table from kind to rendering, which does not compile
 * if a kind is missing.
 */
export type Answer =
  /** Plain English, for owners, admins and stewards. */
  | { readonly kind: 'note'; readonly text: Sentence }
  /** For drivers: front ends render it in their language. */
  | {
      readonly kind: 'text';
      readonly text: Text;
    }
  /** `warnings`: what the owner of the Discord server should fix there, one sentence each. */
  | { readonly kind: 'info'; readonly info: ServerInfo; readonly warnings?: readonly Sentence[] | undefined }
  | {
      readonly kind: 'drivers';
      readonly drivers: readonly DriverRow[];
      readonly show: Shown;
      /** The server is not heard, so an empty list means nothing. */
      readonly isUnknown?: boolean | undefined;
    }
  | { readonly kind: 'order'; readonly board: BoardState }
  | { readonly kind: 'sessions'; readonly sessions: readonly SessionRow[] }
  | ({ readonly kind: 'process' } & ProcessChange)
  | ({ readonly kind: 'configuration' } & ConfigurationChange)
  | { readonly kind: 'entries'; readonly entries: readonly EntrySlot[]; readonly show: Shown }
  | { readonly kind: 'grid'; readonly asked: 'stage' | 'order' | 'slots'; readonly grid: GridView }
  | ({ readonly kind: 'gridChange' } & GridChange)
  | { readonly kind: 'lobby'; readonly info: LobbyInfo; readonly reply?: LobbyReply }
  | { readonly kind: 'tracker'; readonly change: TrackerChange['change'] | 'none'; readonly info: TrackerInfo }
  | { readonly kind: 'incident'; readonly incident: Incident; readonly picture?: AnswerPicture | undefined }
  | { readonly kind: 'picture'; readonly incident: number; readonly picture: AnswerPicture }
  | {
      readonly kind: 'incidents';
      readonly incidents: readonly Incident[];
      /** How many follow; undefined if there may be more. */
      readonly more: number | undefined;
      readonly isOfDriver: boolean;
      /** The line that asks for them. With an incident's number appended, it asks for older ones. */
      readonly line: string;
    }
  | ({ readonly kind: 'discussion'; readonly incident: Incident } & Discussion)
  | ({ readonly kind: 'decided' } & Decided)
  /** What became of a proposal. */
  | ({ readonly kind: 'settled' } & Settled)
  | ({ readonly kind: 'penalty' } & PenaltyAnswer)
  | {
      readonly kind: 'penalties';
      readonly of: 'standing' | 'driver' | 'caller';
      readonly penalties: readonly Penalty[];
      /** How many follow. */
      readonly more: number;
      /** Others who have the same names; absent if there are none. */
      readonly namesakes?: PenaltyAnswer['namesakes'];
      readonly warnings: readonly WarningCount[];
      /** The incidents of a driver who asks for their own file, newest first. */
      readonly incidents?: readonly Incident[] | undefined;
      /** The driver's appeals, and the decisions they can still appeal against. */
      readonly appeals?: { readonly made: readonly Appeal[]; readonly open: readonly Appealable[] } | undefined;
      /** Their licence points; absent if none. */
      readonly licence?: Licence | undefined;
      /** The driver's GUID, for their own file. */
      readonly guid?: string | undefined;
      readonly guids: boolean;
    }
  /** `detailed`: the licence whose individual points the caller may see. */
  | {
      readonly kind: 'points';
      readonly licences: readonly Licence[];
      readonly detailed: Licence | undefined;
    }
  | { readonly kind: 'classification'; readonly classification: Classification }
  /** Several sentences by Pitwall, one per line. */
  | { readonly kind: 'lines'; readonly lines: readonly Sentence[] }
  | { readonly kind: 'checks'; readonly checked: readonly Checked[] }
  | ({ readonly kind: 'event' } & EventAnswer)
  | { readonly kind: 'carryOver'; readonly carryOver: CarryOver }
  | ({ readonly kind: 'export' } & ResultExport)
  | { readonly kind: 'help'; readonly commands: readonly HelpRow[] };

export interface AnswerPicture {
  /** "inc-12.png" */
  readonly name: string;
  readonly base64: string;
  /** Alternative text. */
  readonly alt: string;
}

/** Plain English, for owners, admins and stewards. */
export const note = (text: Sentence): AnswerOf<'note'> => ({ kind: 'note', text });

export type AnswerKind = Answer['kind'];
export type AnswerOf<K extends AnswerKind> = Extract<Answer, { kind: K }>;

/** A front end's rendering of every kind. `Extra` is what it needs besides the answer. */
export type Renderings<Rendered, Extra extends readonly unknown[] = []> = {
  readonly [K in AnswerKind]: (answer: AnswerOf<K>, ...extra: Extra) => Rendered;
};

const UNKNOWN_KIND = 'It was carried out; a newer version of Pitwall is needed here to show the answer.';

export function render<Rendered, Extra extends readonly unknown[]>(
  renderings: Renderings<Rendered, Extra>,
  answer: Answer,
  ...extra: Extra
): Rendered {
  // The answer came from a host with another version.
  if (!Object.hasOwn(renderings, answer.kind)) return renderings.note(note(UNKNOWN_KIND), ...extra);
  // The rendering matches the kind, but the compiler cannot follow that through the table.
  const rendering = renderings[answer.kind] as (answer: Answer, ...extra: Extra) => Rendered;
  return rendering(answer, ...extra);
}

/** What the caller may see about a driver. */
export interface Shown {
  readonly guids: boolean;
  readonly addresses: boolean;
}

/** Where commands can be given. */
export type Place = 'discord' | 'websocket' | 'game';

export interface HelpRow {
  /** "server start <preset> [laps]" */
  readonly usage: string;
  readonly about: string;
  /** Where it can be given if not here. Empty: only by a button. */
  readonly elsewhere?: readonly Place[] | undefined;
  readonly role: Role;
  /** Typed with "/" in the game, because everybody can read what begins with "!". */
  readonly takesPassword?: true | undefined;
}
