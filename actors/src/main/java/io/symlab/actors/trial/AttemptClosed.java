package io.symlab.actors.trial;

/**
 * Published on the system's event stream: an attempt has ended before its trial was done.
 *
 * @param kind of the failure, or {@code paused}, {@code cancelled}, {@code stopped}
 */
public record AttemptClosed(String kind) {}
