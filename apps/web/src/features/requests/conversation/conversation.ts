/** An image, sound or file. */
export interface MediaPart {
  type: 'media';
  kind: 'image' | 'audio' | 'file';
  /** Its name or address, or media type and size. */
  description: string;
  /** A `data:` address of a type that can be shown or played, or a remote http(s) one, which isn't loaded; else null. */
  src: string | null;
}

/** What a conversation shows, whichever provider's format it came in. All texts are plain text, never markup. */
export type ConversationPart =
  | { type: 'text'; text: string }
  /** Reasoning the provider shows; empty where it is kept secret. */
  | { type: 'thinking'; text: string }
  | { type: 'refusal'; text: string }
  | MediaPart
  | { type: 'tool-call'; id: string | null; name: string; input: string }
  /** `media`: what came with the text; left out where there is none. */
  | { type: 'tool-result'; id: string | null; text: string; failed: boolean; media?: MediaPart[] }
  | { type: 'error'; text: string }
  /** A part of a kind unknown here, as JSON. */
  | { type: 'other'; kind: string; json: string };

export interface ConversationItem {
  /** `system`, `developer`, `user`, `assistant`, `tool`, or what the message says. */
  role: string;
  parts: ConversationPart[];
}
