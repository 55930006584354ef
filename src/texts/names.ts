/** How people call what has a number, in every language. */

/** "P-17" */
export const penaltyName = ({ number }: { readonly number: number }): string => `P-${number}`;

/** "INC-3" */
export const incidentName = ({ number }: { readonly number: number }): string => `INC-${number}`;

/** "S-12" */
export const sessionName = ({ id }: { readonly id: number }): string => `S-${id}`;

/** "E-3" */
export const eventName = ({ number }: { readonly number: number }): string => `E-${number}`;
