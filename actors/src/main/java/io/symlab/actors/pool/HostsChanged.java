package io.symlab.actors.pool;

/** Published on the system's event stream: a host has joined a lab, or left it. */
public record HostsChanged() {}
