/**
 * What wallets sign besides messages and blocks: deals and asks of the storage market, vouchers of payment channels, randomness of block
 * production. None of it stands on the chain in this form (chain.md 1.6; venus {@code venus-shared/types/wallet/sign_types.go}).
 */
@NullMarked
package io.sealstream.filecoin.offchain;

import org.jspecify.annotations.NullMarked;
