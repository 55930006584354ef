/** How people call what has a number, in every language. */

/** "P-17" */
export const penaltyName = ({ number }: { readonly number: number }): string => `P-${number}`;

/** "INC-3" */
export const incidentName = ({ number }: { readonly number: number }): string => `INC-${number}`;

/** "D-18": a decision that gives a penalty is called by the penalty. */
export const decisionName = ({
  number,
  penalty,
}: {
  readonly number: number;
  readonly penalty?: number | undefined;
}): string => (penalty === number ? penaltyName({ number }) : `D-${number}`);

/** "S-12" */
export const sessionName = ({ id }: { readonly id: number }): string => `S-${id}`;

/** "E-3" */
export const eventName = ({ number }: { readonly number: number }): string => `E-${number}`;
