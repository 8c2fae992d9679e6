import { noUsage } from '@heliograph/contracts/token-usage';
import { type FormatReader, neverStreamed } from '../decode/format-reader.ts';
import { arrayOf, objectOf, stringOf } from '../decode/json.ts';

/** `POST /v1/ocr`, billed by the page. https://docs.mistral.ai/api/#tag/ocr */
export const ocrReader: FormatReader = {
  requestPreview({ document }) {
    const { document_name, document_url, image_url } = objectOf(document);
    const url = stringOf(document_url) || stringOf(image_url) || stringOf(objectOf(image_url).url);
    return stringOf(document_name) || (url.startsWith('data:') ? '[document]' : url);
  },
  userOf: (request) => request.user,
  responsePreview: (answer) => stringOf(objectOf(arrayOf(answer.pages)[0]).markdown),
  usageOf: (answer) => answer.usage_info,
  readUsage: (usage, check) => ({ ...noUsage, pages: check.count(usage, 'pages_processed') }),
  assemble: neverStreamed,
};
