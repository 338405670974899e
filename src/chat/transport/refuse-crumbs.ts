import type { Dispatcher } from "undici";
import { inNumbers, LimitError, replyLimits } from "../reply-limits.ts";

/**
 * Ends responses that come in crumbs: chunks of single bytes, each of which costs a hundred times what it brings before
 * anybody sees it, and provisional responses without end.
 */
export function refuseCrumbs(dispatch: Dispatcher["dispatch"]): Dispatcher["dispatch"] {
  return (options, handler) => {
    let chunks = 0;
    let bytes = 0;
    let provisional = 0;
    return dispatch(options, {
      onRequestStart: (...given) => handler.onRequestStart?.(...given),
      onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
      onResponseStart: (...given) => {
        if (given[1] < 200) provisional++;
        if (provisional > replyLimits.provisional)
          throw new LimitError(`${replyLimits.provisional} provisional responses`);
        return handler.onResponseStart?.(...given);
      },
      onResponseData: (...given) => {
        chunks++;
        bytes += given[1].length;
        if (chunks > replyLimits.crumbs && bytes < chunks * replyLimits.crumbBytes)
          throw new LimitError(`${inNumbers(replyLimits.crumbs)} chunks of a few bytes`);
        return handler.onResponseData?.(...given);
      },
      onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
      onResponseError: (...given) => handler.onResponseError?.(...given),
    });
  };
}
