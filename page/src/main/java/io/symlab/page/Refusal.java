package io.symlab.page;

import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;

/**
 * Why a request is not answered as it hoped.
 *
 * @param status as HTTP has it
 * @param message what is wrong, and what to do
 */
record Refusal(StatusCode status, String message) {
  /** What the lab refused with, by its exit code. */
  static Refusal ofExitCode(int exitCode, String message) {
    return new Refusal(
        switch (exitCode) {
          case 2 ->
              message.startsWith("there is no ") || message.contains(" has no trial ")
                  ? StatusCodes.NOT_FOUND
                  : StatusCodes.BAD_REQUEST;
          case 3 -> StatusCodes.SERVICE_UNAVAILABLE;
          default -> StatusCodes.INTERNAL_SERVER_ERROR;
        },
        message);
  }
}
