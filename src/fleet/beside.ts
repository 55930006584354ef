/** What a card says of an event that the event itself does not: looked up at its edge as it happens. Plain data. */
import type { AppealTerm } from '../events/appeal.ts';
import type { Contact } from '../texts/contacts.ts';

export interface Beside {
  /** By the number of the penalty: the contact that it was given for. */
  readonly contacts?: Readonly<Record<string, Contact>> | undefined;
  /** By the number of the decision: until when its driver can appeal. */
  readonly terms?: Readonly<Record<string, AppealTerm>> | undefined;
  /** Whatever becomes of penalties of these sessions is told by documents: "1/2/steward". */
  readonly onPaper?: readonly string[] | undefined;
  /** As the game calls them, by their folders. */
  readonly cars?: Readonly<Record<string, string>> | undefined;
  readonly places?: readonly PlaceName[] | undefined;
}

export interface PlaceName {
  readonly track: string;
  readonly layout: string;
  readonly shown: { readonly track: string; readonly layout: string };
}
