package io.symlab.actors.stage;

import io.symlab.proto.WorkerEvent;

/** What an island, a rollout or a reservoir says to the stage's worker that leads it. */
public record WorkerSaid(WorkerEvent body) implements StageWorker.Private, WorkerMessage {}
