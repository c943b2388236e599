package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.state.ActiveBeneficiary;
import io.sealstream.filecoin.actors.ChangeBeneficiaryParams;
import io.sealstream.filecoin.actors.GetBeneficiaryReturn;
import io.sealstream.filecoin.state.BeneficiaryTerm;
import io.sealstream.filecoin.state.MinerInfo;
import io.sealstream.filecoin.state.PendingBeneficiaryChange;
import java.util.Objects;

/**
 * Methods 30 and 31 (actors/miner {@code change_beneficiary}, FIP-0029): the owner proposes who gets a miner's money; the nominee, and a
 * beneficiary who still has quota and time, approve with the same call.
 */
public final class ChangeBeneficiary {
    private ChangeBeneficiary() {}

    /** Method 30. */
    public static Effects apply(MinerCall call, ChangeBeneficiaryParams params) {
        Address nominee = ChangeWorker.resolve(params.newBeneficiary(), call.addresses(), "beneficiary");
        MinerInfo info = call.miner().info();
        PendingBeneficiaryChange proposed = call.caller().equals(info.owner())
                ? propose(call, nominee, params)
                : confirmed(call, nominee, params);
        boolean byBeneficiary = proposed.approvedByBeneficiary() || call.caller().equals(info.beneficiary());
        boolean byNominee = proposed.approvedByNominee() || call.caller().equals(nominee);
        call.miner().info(byBeneficiary && byNominee
                ? info.withBeneficiary(nominee, newTerm(info, nominee, params))
                : info.withPendingBeneficiary(new PendingBeneficiaryChange(nominee, params.newQuota(), params.newExpiration(),
                        byBeneficiary, byNominee)));
        return Effects.NONE;
    }

    /** The term in force; miners always have one, nodes that answer {@code StateMinerInfo} may leave it out. */
    static BeneficiaryTerm term(MinerInfo info) {
        return Objects.requireNonNull(info.beneficiaryTerm());
    }

    /** A beneficiary without quota or time is not asked. */
    private static PendingBeneficiaryChange propose(MinerCall call, Address nominee, ChangeBeneficiaryParams params) {
        MinerInfo info = call.miner().info();
        if (!nominee.equals(info.owner())) {
            require(params.newQuota().isPositive(), "beneficial quota " + params.newQuota() + " must be bigger than zero");
        } else {
            require(params.newQuota().isZero(), "owner beneficial quota " + params.newQuota() + " must be zero");
            require(params.newExpiration().value() == 0,
                    "owner beneficial expiration " + params.newExpiration() + " must be zero");
        }
        return new PendingBeneficiaryChange(nominee, params.newQuota(), params.newExpiration(),
                term(info).available(call.now()).isZero(), false);
    }

    private static PendingBeneficiaryChange confirmed(MinerCall call, Address nominee, ChangeBeneficiaryParams params) {
        PendingBeneficiaryChange pending = call.miner().info().pendingBeneficiaryTerm();
        if (pending == null) {
            throw Abort.forbidden("no ChangeBeneficiary proposal exists");
        }
        Address caller = call.caller();
        if (!caller.equals(call.miner().info().beneficiary()) && !caller.equals(pending.newBeneficiary())) {
            throw Abort.forbidden("message caller " + caller + " is neither proposed nor current beneficiary");
        }
        require(nominee.equals(pending.newBeneficiary()), "new beneficiary address must equal " + pending.newBeneficiary());
        require(params.newQuota().equals(pending.newQuota()), "new beneficiary quota must equal " + pending.newQuota());
        require(params.newExpiration().equals(pending.newExpiration()),
                "new beneficiary expire date must equal " + pending.newExpiration());
        return pending;
    }

    private static void require(boolean holds, String why) {
        if (!holds) {
            throw Abort.illegalArgument(why);
        }
    }

    private static BeneficiaryTerm newTerm(MinerInfo info, Address nominee, ChangeBeneficiaryParams params) {
        TokenAmount used = nominee.equals(info.beneficiary()) ? term(info).usedQuota() : TokenAmount.ZERO;
        return new BeneficiaryTerm(params.newQuota(), used, params.newExpiration());
    }

    /** Method 31. */
    public static Effects get(MinerCall call) {
        MinerInfo info = call.miner().info();
        return Effects.NONE.returning(new GetBeneficiaryReturn(new ActiveBeneficiary(info.beneficiary(), term(info)),
                info.pendingBeneficiaryTerm()).toCbor());
    }
}
