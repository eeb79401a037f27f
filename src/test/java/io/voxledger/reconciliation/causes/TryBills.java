package io.voxledger.reconciliation.causes;
import java.math.*; import java.util.*; import io.voxledger.reconciliation.causes.InventedBill.*;
class TryBills {
  @org.junit.jupiter.api.Test void all() {
    int n=Integer.getInteger("n",6); boolean pairs=Boolean.getBoolean("pairs"); boolean verbose=Boolean.getBoolean("v");
    List<Shape> shapes=List.of(new Shape(true,false,12),new Shape(false,false,12),new Shape(false,true,12),new Shape(true,true,12),new Shape(true,false,2),new Shape(false,false,2));
    long t0=System.nanoTime(); int bills=0; 
    Map<String,int[]> per=new TreeMap<>();
    for (Mistake a: Mistake.values()) for (Mistake b: pairs? Mistake.values(): new Mistake[]{a}) { if (b.compareTo(a)<0|| pairs&&a==b) continue;
      for (Shape s: shapes) for (int i=0;i<n;i++) {
        Set<Mistake> w=EnumSet.of(a,b); InventedBill bill; long seed=a.ordinal()*1000+b.ordinal()*77+i;
        bill=new InventedBill(seed,s,w); bills++;
        var r=bill.explain();
        Map<Cause,BigDecimal> want=new TreeMap<>(); bill.injected().forEach((m,v)->want.merge(m.cause(),v,BigDecimal::add));
        BigDecimal inj=want.values().stream().map(BigDecimal::abs).reduce(BigDecimal.ZERO,BigDecimal::add);
        Map<Cause,BigDecimal> got=new TreeMap<>(); BigDecimal wrong=BigDecimal.ZERO; Set<Cause> cand=new TreeSet<>(); boolean wrongExact=false;
        BigDecimal sum=BigDecimal.ZERO;
        for (FoundCause f: r.causes()) { if (f.isClaimed()) sum=sum.add(f.amount()); if (f.cause()==Cause.UNEXPLAINED) continue; if (f.isClaimed()) { got.merge(f.cause(),f.amount(),BigDecimal::add); if(!want.containsKey(f.cause()) && f.cause()!=Cause.INVOICE_ROUNDING) wrongExact=true; } else cand.add(f.cause()); }
        BigDecimal tot=r.rows().get(r.rows().size()-1).variance();
        if (sum.compareTo(tot)!=0) System.out.println("SUM "+sum+" != "+tot);
        BigDecimal right=BigDecimal.ZERO; for (var e: want.entrySet()) { BigDecimal d=got.getOrDefault(e.getKey(),BigDecimal.ZERO).subtract(e.getValue()).abs(); right=right.add(e.getValue().abs().subtract(d).max(BigDecimal.ZERO)); }
        boolean ok=inj.signum()==0||right.divide(inj,6,RoundingMode.HALF_EVEN).compareTo(new BigDecimal(pairs?"0.95":"0.99"))>=0;
        Set<Cause> all=new TreeSet<>(got.keySet()); all.addAll(cand); boolean named=all.containsAll(want.keySet());
        String k=(pairs?a+"+"+b:""+a)+" q="+s.hasQuantities()+" one="+s.isOneLine()+" d="+s.decimals();
        int[] c=per.computeIfAbsent(k,x->new int[4]); c[ok?0: wrongExact?3: named?1:2]++;
        if (verbose && !ok) { System.out.println(k+" seed "+seed+" inj "+bill.injected()+" "+(wrongExact?"WRONG":"")); for (FoundCause f: r.causes()) System.out.println("     "+f.cause()+" "+f.confidence().map(Enum::name).orElse("")+" "+f.amount()+" "+f.evidence()); }
      } }
    System.out.println(bills+" bills "+(System.nanoTime()-t0)/1000000+" ms   [right, candidate, missed, wrong]");
    per.forEach((k,c)->{ if (c[1]+c[2]+c[3]>0 && (!pairs || c[2]+c[3]>0)) System.out.println(k+" "+Arrays.toString(c)); });
    int[] t=new int[4]; per.values().forEach(c->{for(int i=0;i<4;i++)t[i]+=c[i];}); System.out.println("TOTAL "+Arrays.toString(t));
  }
}
