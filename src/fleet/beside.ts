/** What a card needs besides the event itself; looked up at the edge as the event happens. Plain data. */
import type { AppealTerm } from '../events/appeal.ts';
import type { Contact } from '../texts/contacts.ts';

export interface Beside {
  /** By penalty number: the contact that it was given for. */
  readonly contacts?: Readonly<Record<string, Contact>> | undefined;
  /** By decision number: until when its driver can appeal. */
  readonly terms?: Readonly<Record<string, AppealTerm>> | undefined;
  /** Sessions whose penalties are followed up in documents: "1/2/steward". */
  readonly onPaper?: readonly string[] | undefined;
  /** The game's names, by folder. */
  readonly cars?: Readonly<Record<string, string>> | undefined;
  readonly places?: readonly PlaceName[] | undefined;
}

export interface PlaceName {
  readonly track: string;
  readonly layout: string;
  readonly shown: { readonly track: string; readonly layout: string };
}
