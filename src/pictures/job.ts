import type { ContactPicture, PictureForm } from './contactPicture.ts';

/** What is said to the thread that draws. */
export interface DrawJob {
  readonly id: number;
  readonly form: PictureForm;
  readonly picture: ContactPicture;
}

/** What it says. No bytes of a file: there is nothing to see. */
export type DrawnJob =
  | { readonly ready: true }
  | { readonly missing: string }
  | { readonly id: number; readonly drawn: Uint8Array | undefined }
  | { readonly id: number; readonly failed: string };
