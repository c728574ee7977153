package io.symlab.actors.trial;

import io.symlab.actors.home.HomeHealth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a trial needs to know of its lab.
 *
 * @param home absolute
 * @param stopTimeout how long a stage gets to leave a checkpoint
 * @param retry when the trial is given up
 * @param health whether the home can be worked in
 * @param firstAtWork the first of the trials that were at work when the lab died last, by {@link
 *     TrialPlan#name}; empty when that is not known
 */
public record TrialSettings(
    Path home,
    Duration stopTimeout,
    RetryPolicy retry,
    HomeHealth health,
    Optional<String> firstAtWork) {}
