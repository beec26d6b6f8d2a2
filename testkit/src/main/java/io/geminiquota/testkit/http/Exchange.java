package io.geminiquota.testkit.http;

import io.geminiquota.testkit.wire.Reply;

/**
 * What the server does with a request.
 *
 * @param ended run exactly once: just before the last byte goes out, so that whoever has read the
 *     whole answer finds its place free, or when the client went away
 */
public record Exchange(Reply reply, Runnable ended) {}
