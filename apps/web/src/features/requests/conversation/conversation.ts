/** What a conversation shows, whichever provider's format it came in. All texts are plain text, never markup. */
export type ConversationPart =
  | { type: 'text'; text: string }
  /** Reasoning the provider shows; empty where it is kept secret. */
  | { type: 'thinking'; text: string }
  | { type: 'refusal'; text: string }
  /** An image, sound or file, described: its address, or media type and size. */
  | { type: 'media'; kind: 'image' | 'audio' | 'file'; description: string }
  | { type: 'tool-call'; id: string | null; name: string; input: string }
  | { type: 'tool-result'; id: string | null; text: string; failed: boolean }
  | { type: 'error'; text: string }
  /** A part of a kind unknown here, as JSON. */
  | { type: 'other'; kind: string; json: string };

export interface ConversationItem {
  /** `system`, `developer`, `user`, `assistant`, `tool`, or what the message says. */
  role: string;
  parts: ConversationPart[];
}
