/** What a node is told to do and what it answers: plain values and the reconciliation of both, no files, threads or clocks. */
@NullMarked
package io.sealstream.node.domain;

import org.jspecify.annotations.NullMarked;
