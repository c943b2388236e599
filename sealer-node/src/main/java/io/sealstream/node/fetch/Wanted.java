package io.sealstream.node.fetch;

/**
 * A file to fetch.
 *
 * @param name under which it shall stand in the folder
 * @param cid  under which IPFS gateways serve it
 */
public record Wanted(String name, String cid) {}
