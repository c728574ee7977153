package io.symlab.actors.trial;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a trial needs to know of its lab.
 *
 * @param home absolute
 * @param stopTimeout how long a stage gets to leave a checkpoint
 * @param retry when the trial is given up
 */
public record TrialSettings(Path home, Duration stopTimeout, RetryPolicy retry) {}
