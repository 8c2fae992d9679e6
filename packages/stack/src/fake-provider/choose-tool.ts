import { hashText, valueFor } from './answer.ts';
import { isObject, listOf, textOf, type Json } from './reply.ts';

/** A function the caller offers, whatever shape the API gives it. */
export interface OfferedTool {
  name: string;
  schema: unknown;
}

export interface ToolCall {
  name: string;
  arguments: Json;
}

/** Functions of OpenAI's chat shape, its Responses shape and Anthropic's. */
export function offeredTools(tools: unknown): OfferedTool[] {
  return listOf(tools).flatMap((tool) => {
    if (!isObject(tool)) return [];
    const inner = isObject(tool['function']) ? tool['function'] : tool;
    const name = textOf(inner['name']);
    const schema = inner['parameters'] ?? inner['input_schema'];
    return name === undefined || schema === undefined ? [] : [{ name, schema }];
  });
}

/**
 * Which function is called: the one demanded by name, any when one is required, else one whose name shares a word with
 * the question. None when the question has a tool's result behind it already, or tools are switched off.
 */
export function chooseTool(
  tools: OfferedTool[],
  choice: unknown,
  question: string,
  answered: boolean,
): ToolCall | undefined {
  const mode = textOf(choice) ?? (isObject(choice) ? textOf(choice['type']) : undefined) ?? 'auto';
  if (mode === 'none') return undefined;
  const named = isObject(choice)
    ? (textOf(choice['name']) ??
      (isObject(choice['function']) ? textOf(choice['function']['name']) : undefined))
    : undefined;
  const lower = question.toLowerCase();
  const chosen =
    named !== undefined
      ? tools.find((tool) => tool.name === named)
      : mode === 'required' || mode === 'any'
        ? tools[0]
        : answered
          ? undefined
          : tools.find((tool) =>
              tool.name
                .split(/[_\W]|(?=[A-Z])/)
                .some((word) => word.length > 3 && lower.includes(word.toLowerCase())),
            );
  if (chosen === undefined) return undefined;
  const value = valueFor(chosen.schema, hashText(question));
  return { name: chosen.name, arguments: isObject(value) ? value : {} };
}
